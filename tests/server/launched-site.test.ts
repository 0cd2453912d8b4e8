import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pluginClaims } from '../conformance/moodle-claims.ts';
import { demoSetup, startServer, type TestServer } from './harness.ts';

/** An LMS that speaks the Simple API and is no Moodle. */
const SECRET = 'a secret of an LMS that is long enough';
let server: TestServer;
beforeAll(async () => {
  const setup = demoSetup();
  setup.institutions[0]!.integrations = [{ name: 'other-lms', secret: SECRET }];
  server = await startServer({ setup });
});
afterAll(() => server?.close());

async function start(site: string): Promise<void> {
  const claims = { ...pluginClaims(site), sessionId: randomUUID(), sessionUrl: `${site}/tests/5?student=1` };
  const token = await new SignJWT({ ...claims, examId: 'test-5' })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from(SECRET));
  const body = new URLSearchParams({ token });
  const { status } = await fetch(`${server.origin}/integration/simple/other-lms/start/`, {
    method: 'POST',
    body,
  });
  expect(status).toBe(200);
}

it('how its pages are understood stays as an administrator said, until the site is another', async () => {
  const admin = await server.signIn('admin', 'admin-password');
  await start('https://lms.example');
  const { exams } = await server.call('adminExams', {}, admin);
  const params = { examId: exams.find(({ integration }) => integration === 'other-lms')!.id };
  const { name, courseName, settings, lms } = await server.call('adminExam', { params }, admin);
  expect(lms).toMatchObject({ adapter: 'generic', patterns: ['https://lms.example/*'] });

  const told = { framePatterns: ['https://tool.example/*'], selectors: { finish: '.hand-in' } };
  const body = { name, courseName, settings, lms: { ...lms, ...told } };
  await server.call('putExam', { params, body }, admin);
  await start('https://lms.example');
  expect((await server.call('adminExam', { params }, admin)).lms).toMatchObject(told);

  await start('https://moved.example');
  const moved = (await server.call('adminExam', { params }, admin)).lms;
  expect(moved.patterns).toEqual(['https://moved.example/*']);
  expect(moved.framePatterns).toBeUndefined();
});
