import { request as httpRequest } from 'node:http';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wireError } from '../../src/protocol/errors.ts';
import { describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

interface Sent {
  method?: string;
  path: string;
  token?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

const report = {
  results: [{ id: 'camera', ok: true }],
  userAgent: 'x',
  extensionVersion: '0.1.0',
  tries: 1,
};
const randomId = '00000000-0000-4000-8000-000000000000';

describeOnEachDatabase('bad input', (database) => {
  let server: TestServer;
  let student: string;
  let proctor: string;
  beforeAll(async () => {
    server = await startServer({ database });
    student = await server.signIn('student', 'student-password');
    proctor = await server.signIn('proctor', 'proctor-password');
  });
  afterAll(() => server.close());

  async function send({ method = 'GET', path, token, headers, body }: Sent) {
    const response = await fetch(server.origin + path, {
      method,
      headers: {
        'examus-protocol': '1',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: body ?? null,
    });
    return { status: response.status, headers: response.headers, json: (await response.json()) as unknown };
  }
  /** Status and code of a refusal, after holding it to the one error shape. */
  async function refusal(sent: Sent) {
    const { status, json } = await send(sent);
    return {
      status,
      ...v.parse(v.strictObject({ error: v.strictObject(wireError.entries.error.entries) }), json).error,
    };
  }

  test.each<[string, () => Sent, number, string]>([
    ['no token', () => ({ path: '/api/v1/me' }), 401, 'not_signed_in'],
    ['a forged token', () => ({ path: '/api/v1/me', token: 'A'.repeat(43) }), 401, 'not_signed_in'],
    [
      'a token that is no header text',
      () => ({ path: '/api/v1/me', token: "'; drop table people; --" }),
      401,
      'not_signed_in',
    ],
    ['a student in the console', () => ({ path: '/api/v1/console/exams', token: student }), 403, 'forbidden'],
    ["a proctor at a student's route", () => ({ path: '/api/v1/exams', token: proctor }), 403, 'forbidden'],
    [
      'an old protocol',
      () => ({ path: '/api/v1/me', token: student, headers: { 'examus-protocol': '0' } }),
      426,
      'update_required',
    ],
    [
      'a future protocol',
      () => ({ path: '/api/v1/me', token: student, headers: { 'examus-protocol': '99' } }),
      426,
      'update_required',
    ],
    [
      'no JSON',
      () => ({ method: 'POST', path: '/api/v1/check-reports', token: student, body: '{' }),
      400,
      'bad_request',
    ],
    [
      'JSON of another type',
      () => ({ method: 'POST', path: '/api/v1/check-reports', token: student, body: '[1]' }),
      400,
      'bad_request',
    ],
    [
      'a body of another kind',
      () => ({
        method: 'POST',
        path: '/api/v1/check-reports',
        token: student,
        body: 'a=b',
        headers: { 'content-type': 'text/plain' },
      }),
      415,
      'unsupported_media',
    ],
    [
      'prototype tricks',
      () => ({
        method: 'POST',
        path: '/api/v1/check-reports',
        token: student,
        body: '{"__proto__":{"x":1}}',
      }),
      400,
      'bad_request',
    ],
    [
      'no body',
      () => ({ method: 'POST', path: '/api/v1/check-reports', token: student }),
      400,
      'bad_request',
    ],
    [
      'empty bytes',
      () => ({ method: 'POST', path: '/api/v1/check/upload', token: student }),
      400,
      'bad_request',
    ],
    ['an id that is none', () => ({ path: '/api/v1/sessions/1%27--', token: student }), 400, 'bad_request'],
    ['an id of nothing', () => ({ path: `/api/v1/sessions/${randomId}`, token: student }), 404, 'not_found'],
    ['an address of nothing', () => ({ path: '/api/v1/nothing', token: student }), 404, 'not_found'],
    ['a broken address', () => ({ path: '/api/v1/%zz', token: student }), 400, 'bad_request'],
    [
      'a page of an institution that no database can name',
      () => ({ path: '/auth/start?institution=%00&redirect_uri=/console/' }),
      400,
      'bad_request',
    ],
    [
      'a start at an LMS that no database can name',
      () => ({ method: 'POST', path: '/integration/simple/%00/start/' }),
      400,
      'bad_request',
    ],
    ['way out of the console', () => ({ path: '/console/..%2f..%2fetc/passwd' }), 404, 'not_found'],
    [
      'JSON of 2 MiB',
      () => ({
        method: 'POST',
        path: '/api/v1/check-reports',
        token: student,
        body: JSON.stringify({ ...report, userAgent: 'x'.repeat(2 ** 21) }),
      }),
      413,
      'too_large',
    ],
  ])('%s', async (_, sent, status, code) => {
    expect(await refusal(sent())).toMatchObject({ status, code });
  });

  test('a wrong type is named by its path, and the text of another field is not repeated', async () => {
    const body = JSON.stringify({ ...report, results: [{ id: 'camera', ok: 'yes' }], tries: 1.5 });
    const { details } = await refusal({
      method: 'POST',
      path: '/api/v1/check-reports',
      token: student,
      body,
    });
    expect((details as { problems: { path: string }[] }).problems.map(({ path }) => path)).toEqual([
      'body.results.0.ok',
      'body.tries',
    ]);
  });

  test('unknown fields fall away', async () => {
    const body = JSON.stringify({
      ...report,
      role: 'admin',
      results: [{ id: 'camera', ok: true, picture: 'x' }],
    });
    expect(
      (await send({ method: 'POST', path: '/api/v1/check-reports', token: student, body })).json,
    ).toEqual({});
    const row = await server.services.db.selectFrom('checks').select('report').executeTakeFirstOrThrow();
    expect(row.report).toEqual(report);
  });

  test('an older client is told in its language', async () => {
    const sent = { path: '/api/v1/me', headers: { 'examus-protocol': '0', 'accept-language': 'kk' } };
    expect((await refusal(sent)).message).toContain('Examus кеңейтімін жаңартыңыз');
  });

  test('100 MB are refused before they are read', async () => {
    const answer = await new Promise<{ status: number; text: string; sentBytes: number }>((done, failed) => {
      const request = httpRequest(`${server.origin}/api/v1/check/upload`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${student}`,
          'examus-protocol': '1',
          'content-type': 'application/octet-stream',
          'content-length': 100_000_000,
        },
      });
      request.on('response', (response) => {
        let text = '';
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => {
          done({ status: response.statusCode!, text, sentBytes: request.socket?.bytesWritten ?? 0 });
          request.destroy();
        });
      });
      request.on('error', failed);
      request.write(Buffer.alloc(1000));
    });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'too_large' } });
  });

  test('100 MB from a stranger are refused for want of a token', async () => {
    expect(
      await refusal({ method: 'POST', path: '/api/v1/check/upload', body: new Uint8Array(1000) }),
    ).toMatchObject({ status: 401, code: 'not_signed_in' });
  });

  test('bytes up to the limit arrive whole', async () => {
    const body = new Uint8Array(8 * 1024 * 1024);
    expect((await send({ method: 'POST', path: '/api/v1/check/upload', token: student, body })).json).toEqual(
      {
        bytes: body.length,
      },
    );
  });

  test("another institution's exams and sessions do not exist", async () => {
    const [own, foreign] = await Promise.all([
      server.call('listExams', {}, student),
      server.call('listExams', {}, await server.signIn('other-student', 'other-student-password', 'other')),
    ]);
    expect(own.exams).toHaveLength(1);
    expect(own.exams[0]!.id).not.toBe(foreign.exams[0]!.id);
    const path = (id: string) => `/api/v1/exams/${id}/sessions`;
    const theirs = { method: 'POST', path: path(foreign.exams[0]!.id), token: student };
    expect(await refusal(theirs)).toMatchObject({ status: 404, code: 'not_found' });

    const { session } = await server.call('openSession', { params: { examId: own.exams[0]!.id } }, student);
    const otherProctor = await server.signIn('other-proctor', 'other-proctor-password', 'other');
    const sameInstitution = await server.signIn('student2', 'student2-password');
    for (const token of [otherProctor, sameInstitution]) {
      const role = token === otherProctor ? 'console/' : '';
      expect(await refusal({ path: `/api/v1/${role}sessions/${session.id}`, token })).toMatchObject({
        status: 404,
      });
    }
  });

  test('a preflight is answered to the known extension alone', async () => {
    const ask = async (origin: string) => {
      const response = await fetch(`${server.origin}/api/v1/me`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization,examus-protocol',
        },
      });
      return response.headers.get('access-control-allow-origin');
    };
    const known = 'chrome-extension://gdklhmcgjdedkfaochdndkgcambmilhh';
    expect(await ask(known)).toBe(known);
    expect(await ask('https://evil.example')).toBeNull();
    expect(await ask(`chrome-extension://${'a'.repeat(32)}`)).toBeNull();
  });

  test('a page that breaks tells a person in words', async () => {
    await server.services.db.schema.alterTable('institutions').renameTo('institutions_away').execute();
    try {
      const response = await fetch(`${server.origin}/?lang=en`);
      expect(response.status).toBe(500);
      expect(response.headers.get('content-type')).toContain('text/html');
      const text = await response.text();
      expect(text).toContain('Something broke on the server');
      expect(text).not.toContain('institutions');
    } finally {
      await server.services.db.schema.alterTable('institutions_away').renameTo('institutions').execute();
    }
  });

  test('what breaks inside tells nothing', async () => {
    await server.services.db.schema.alterTable('checks').renameTo('checks_away').execute();
    try {
      const body = JSON.stringify(report);
      const { code, message } = await refusal({
        method: 'POST',
        path: '/api/v1/check-reports',
        token: student,
        body,
      });
      expect([code, message]).toEqual(['internal', 'something went wrong on the exam server']);
    } finally {
      await server.services.db.schema.alterTable('checks_away').renameTo('checks').execute();
    }
  });
});

test('too many requests of one account wait, others go on', async () => {
  const server = await startServer({ config: { limits: { perCaller: 5, perAddress: 1000 } } });
  try {
    const [one, other] = [
      await server.signIn('student', 'student-password'),
      await server.signIn('student2', 'student2-password'),
    ];
    const get = (token: string) =>
      fetch(`${server.origin}/api/v1/me`, {
        headers: { 'examus-protocol': '1', authorization: `Bearer ${token}` },
      });
    for (let i = 0; i < 5; i++) expect((await get(one)).status).toBe(200);
    const refused = await get(one);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error: { code: 'too_many_requests' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await get(other)).status).toBe(200);
  } finally {
    await server.close();
  }
});
