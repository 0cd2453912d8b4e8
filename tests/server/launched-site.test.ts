import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pluginClaims } from '../conformance/moodle-claims.ts';
import type { TestServer } from './harness.ts';
import { postStart, startServerOfLms } from './lms-actor.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServerOfLms('other-lms');
});
afterAll(() => server?.close());

/** From an LMS that speaks the Simple API and is no Moodle. */
async function start(site: string): Promise<void> {
  const claims = { ...pluginClaims(site), sessionId: randomUUID(), sessionUrl: `${site}/tests/5?student=1` };
  expect(await postStart(server, 'other-lms', { ...claims, examId: 'test-5' })).toBe(200);
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
