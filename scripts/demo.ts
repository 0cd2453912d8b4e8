import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runScriptedExam } from './demo/scripted-exam.ts';
import { serveDemo } from './demo/serve-demo.ts';

/** `scripts/start` after installing and building: a demo to try by hand, or the scripted exam. */
const { values } = parseArgs({
  options: {
    scripted: { type: 'boolean', default: false },
    json: { type: 'string' },
    'server-port': { type: 'string', default: '8787' },
    'lms-port': { type: 'string', default: '8788' },
    'login-port': { type: 'string', default: '8789' },
  },
});
const isSeen =
  process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);

if (values.scripted || !isSeen) {
  if (!values.scripted) console.log('No display here: running the scripted exam.');
  const report = await runScriptedExam();
  if (values.json !== undefined) {
    await writeFile(resolve(values.json), `${JSON.stringify(report, null, 2)}\n`);
  }
  process.exitCode = report.ok ? 0 : 1;
} else {
  await serveDemo({
    server: Number(values['server-port']),
    lms: Number(values['lms-port']),
    identityProvider: Number(values['login-port']),
  });
}
