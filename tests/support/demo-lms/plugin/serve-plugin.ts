import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { isTaken, takeCall } from '../../../conformance/plugin-api.ts';
import { signIn } from '../visitor.ts';
import { field } from '../field.ts';
import type { ExamusPlugin } from './examus-plugin.ts';

/** The plugin's own two addresses: the way back from proctoring, and `api.php` for what proctoring tells. */
export function servePlugin(app: FastifyInstance, plugin: ExamusPlugin): void {
  app.get('/availability/condition/examus2/entry.php', async (request, reply) => {
    const code = field(request.query, 'examus2_accesscode');
    // A login without a password, in a session of Moodle's of its own.
    const moodleSession = randomUUID();
    const known = plugin.enter(code, field(request.query, 'token'), moodleSession);
    if (!known) return reply.code(403).type('text/plain; charset=utf-8').send('Ключ не подходит');
    signIn(reply, { student: known.student, moodleSession });
    return reply.redirect(`/mod/quiz/view.php?id=${known.cmid}`, 303);
  });

  app.register(async (api) => {
    // The body as it came: what is no JSON is answered as PHP answers it.
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    api.post('/availability/condition/examus2/api.php', async (request, reply) => {
      const call = await takeCall([plugin.settings.secret], {
        authorization: request.headers.authorization,
        text: typeof request.body === 'string' ? request.body : '',
      });
      const answer = isTaken(call)
        ? plugin.entries.call(field(request.query, 'method') || null, call.body)
        : call;
      return reply.code(answer.status ?? 200).send(answer.body ?? '');
    });
  });
}
