import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { setupFile } from '../../src/protocol/setup-file.ts';
import { ConfigError } from '../../src/server/config.ts';
import { applySetup } from '../../src/server/setup/apply-setup.ts';
import { readSetup } from '../../src/server/setup/read-setup.ts';
import {
  demoSetup,
  describeOnEachDatabase,
  type Setup,
  startServer,
  support,
  type TestServer,
} from './harness.ts';

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'examus-setup-')), 'setup.json');
  writeFileSync(path, text);
  return path;
}

describe('a wrong set-up file is refused with the place of the mistake', () => {
  const institution = { slug: 'a', name: 'A', support };
  test.each<[string, string, string]>([
    ['no JSON', '{', 'is not JSON'],
    [
      'a wrong type',
      JSON.stringify({ institutions: [{ ...institution, people: [{ userName: 1 }] }] }),
      'institutions.0.people.0.userName',
    ],
    [
      'a missing part',
      JSON.stringify({ institutions: [{ slug: 'a', name: 'A' }] }),
      'institutions.0.support',
    ],
    [
      'a login in clear over the network',
      JSON.stringify({
        institutions: [
          { ...institution, oidc: { issuer: 'http://sso.example.edu', clientId: 'x', clientSecret: 'y' } },
        ],
      }),
      'institutions.0.oidc.issuer must be https',
    ],
  ])('%s', async (_, text, named) => {
    await expect(readSetup(fileWith(text))).rejects.toThrow(ConfigError);
    await expect(readSetup(fileWith(text))).rejects.toThrow(named);
  });
  test('no file', async () => {
    await expect(readSetup('/nowhere/setup.json')).rejects.toThrow('/nowhere/setup.json');
  });
});

describeOnEachDatabase('the set-up file', (database) => {
  const dump = async ({ services: { db } }: TestServer) => ({
    institutions: await db.selectFrom('institutions').selectAll().orderBy('slug').execute(),
    people: await db.selectFrom('people').selectAll().orderBy('userName').execute(),
    exams: await db.selectFrom('exams').selectAll().orderBy('id').execute(),
    students: await db.selectFrom('examStudents').selectAll().orderBy('subject').execute(),
  });
  const apply = (server: TestServer, setup: Setup) => applySetup(server.services, v.parse(setupFile, setup));

  test('applied again changes nothing; changed, it changes what it names', async () => {
    const setup = demoSetup();
    const [{ exams: [exam] = [], people: [student] = [] }] = setup.institutions as [Setup['institutions'][0]];
    exam!.students = ['Student', 'someone@else.example'];
    const server = await startServer({ database, setup });
    try {
      const before = await dump(server);
      await apply(server, setup);
      expect(await dump(server)).toEqual(before);

      student!.role = 'proctor';
      student!.password = 'another-password';
      exam!.name = 'Renamed';
      exam!.settings = { durationMinutes: 5 };
      delete exam!.students;
      await apply(server, setup);
      const after = await dump(server);
      expect(after.people.find(({ userName }) => userName === 'student')).toMatchObject({ role: 'proctor' });
      expect(after.exams.find(({ name }) => name === 'Renamed')).toMatchObject({
        restricted: false,
        settings: { durationMinutes: 5, attemptsAllowed: 1 },
      });
      expect(after.students).toEqual([]);
      expect(after.exams.map(({ id }) => id)).toEqual(before.exams.map(({ id }) => id));
      await expect(server.signIn('student', 'student-password')).rejects.toThrow('не подходят');
      await server.signIn('student', 'another-password');
    } finally {
      await server.close();
    }
  });

  test('is applied whole or not at all', async () => {
    const server = await startServer({ database });
    try {
      const before = await dump(server);
      const setup = demoSetup();
      setup.institutions[0]!.name = 'Renamed';
      setup.institutions.push({
        slug: 'late',
        name: 'Late',
        support,
        oidc: {
          issuer: 'https://sso.example.edu',
          clientId: 'x',
          clientSecret: { env: 'EXAMUS_TEST_NOT_SET' },
        },
      });
      await expect(apply(server, setup)).rejects.toThrow('$EXAMUS_TEST_NOT_SET');
      expect(await dump(server)).toEqual(before);
    } finally {
      await server.close();
    }
  });
});
