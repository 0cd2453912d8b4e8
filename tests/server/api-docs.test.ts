import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes } from '../../src/protocol/api.ts';
import { startServer, type TestServer } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test('the document says of every route that a key may call what it takes and gives', async () => {
  const document = await (await fetch(`${server.origin}/api/openapi.json`)).json();
  expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: server.origin }] });
  const { paths } = document as { paths: Record<string, Record<string, { operationId: string }>> };
  const named = Object.values(paths).flatMap((each) => Object.values(each).map((one) => one.operationId));
  const expected = Object.entries(routes).filter(([, { access }]) =>
    ['public', 'signed-in', 'proctor', 'admin'].includes(access),
  );
  expect(named.sort()).toEqual(expected.map(([name]) => name).sort());
  expect(paths['/api/v1/admin/exams/{examId}']!['put']).toMatchObject({
    parameters: [{ name: 'examId', in: 'path', required: true }],
    requestBody: {
      content: { 'application/json': { schema: { properties: { settings: { type: 'object' } } } } },
    },
  });
});

test('people read it without a script', async () => {
  const answer = await fetch(`${server.origin}/api/docs`);
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(text).toContain('PUT /api/v1/admin/exams/:examId');
  expect(text).not.toContain('<script');
});
