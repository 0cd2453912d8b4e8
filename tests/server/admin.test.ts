import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { setupFile } from '../../src/protocol/setup-file.ts';
import { examSettings } from '../../src/protocol/exam-settings.ts';
import type { ExamId, GroupId, PersonId } from '../../src/protocol/ids.ts';
import { applySetup } from '../../src/server/setup/apply-setup.ts';
import { CookieJar } from './cookie-jar.ts';
import { Student } from './exam-actors.ts';
import { demoSetup, describeOnEachDatabase, startServer, type TestServer } from './harness.ts';

const settings = v.parse(examSettings, {});
const lms = { quizUrl: 'http://localhost:9/quiz', patterns: ['http://localhost:9/*'] };
const markup = '<img src=x onerror=alert(1)>';

describeOnEachDatabase('administration', (database) => {
  let server: TestServer;
  let admin: string;
  let stranger: string;

  beforeAll(async () => {
    server = await startServer({ database });
    admin = await server.signIn('admin', 'admin-password');
    stranger = await server.signIn('other-admin', 'other-admin-password', 'other');
  });
  afterAll(() => server.close());

  const lastAudit = async (token = admin) =>
    (await server.call('adminAudit', { query: {} }, token)).entries[0];
  const refusal = (code: string) => expect.objectContaining({ code });
  const personIdOf = async (userName: string, token = admin): Promise<PersonId> => {
    const { people } = await server.call('adminPeople', { query: { q: userName } }, token);
    return people.find((person) => person.userName === userName)!.id;
  };
  const examIdOf = async (token = admin): Promise<ExamId> =>
    (await server.call('adminExams', {}, token)).exams[0]!.id;

  describe('the institution', () => {
    test('is changed, and what was changed is in the log', async () => {
      const { name, support, passwordResetUrl, listed, retentionDays } = await server.call(
        'adminInstitution',
        {},
        admin,
      );
      const body = {
        name: `Examus ${markup}`,
        passwordResetUrl,
        listed,
        retentionDays,
        support: { ...support, hours: '9–18' },
        signInLabel: 'Войти как в университете',
      };
      const changed = await server.call('putInstitution', { body }, admin);
      expect(changed).toMatchObject({ name: body.name, signInLabel: body.signInLabel, oidc: null });
      expect(await lastAudit()).toMatchObject({
        who: 'Admin',
        what: 'institution_changed',
        changes: [
          { field: 'name', before: name, after: body.name },
          { field: 'support.hours', before: support.hours, after: '9–18' },
          { field: 'signInLabel', before: null, after: body.signInLabel },
        ],
      });
      const { institutions } = await server.call('serverInfo', {});
      expect(institutions.find(({ slug }) => slug === 'examus')).toMatchObject({
        name: body.name,
        signInLabel: body.signInLabel,
      });
      const landing = await (await fetch(server.origin)).text();
      expect(landing).not.toContain(markup);
      await server.call('putInstitution', { body: { ...body, name, listed: false } }, admin);
      expect((await server.call('serverInfo', {})).institutions.map(({ slug }) => slug)).toEqual(['other']);
      await server.call('putInstitution', { body: { ...body, name } }, admin);
    });

    test.each([
      ['no name', { name: ' ' }],
      ['a name of a megabyte', { name: 'x'.repeat(1_000_000) }],
      ['a script as address', { passwordResetUrl: 'javascript:alert(1)' }],
      ['no such zone', { support: { email: 'a', hours: 'b', timeZone: 'Nowhere/Land' } }],
      ['no days at all', { retentionDays: 0 }],
      ['a number as name', { name: 7 as unknown as string }],
      ['what the database cannot keep', { name: 'a\u0000b' }],
    ])('%s is refused', async (_, wrong) => {
      const { name, support, passwordResetUrl, signInLabel, listed, retentionDays } = await server.call(
        'adminInstitution',
        {},
        admin,
      );
      const body = { name, support, passwordResetUrl, signInLabel, listed, retentionDays, ...wrong };
      await expect(server.call('putInstitution', { body }, admin)).rejects.toMatchObject(
        refusal('bad_request'),
      );
    });

    test('has a logo that is a picture and nothing else', async () => {
      const png = readFileSync('assets/icons/icon-48.png');
      const { logoUrl } = await server.call('putLogo', { body: png }, admin);
      const answer = await fetch(server.origin + logoUrl);
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(png);
      for (const [body, code] of [
        [Buffer.from('<svg onload="alert(1)"/>'), 'unsupported_media'],
        [Buffer.alloc(300 * 1024, png), 'too_large'],
      ] as const) {
        await expect(server.call('putLogo', { body }, admin)).rejects.toMatchObject(refusal(code));
      }
      expect((await server.call('deleteLogo', {}, admin)).logoUrl).toBeNull();
      expect((await fetch(server.origin + logoUrl)).status).toBe(404);
    });
  });

  describe('people', () => {
    test('are invited by a link that works once', async () => {
      const body = { userName: 'New.Proctor', name: markup, role: 'proctor' as const };
      const { person, link } = await server.call('invitePerson', { body }, admin);
      expect(person).toMatchObject({ userName: 'new.proctor', state: 'invited' });
      await expect(server.call('invitePerson', { body }, admin)).rejects.toMatchObject(refusal('conflict'));

      const jar = new CookieJar();
      const form = await jar.follow(link!);
      expect(form.text).toContain('&lt;img');
      expect(form.text).not.toContain(markup);
      expect((await jar.submit(form, { password: 'short' })).text).toContain('слишком короткий');
      expect((await jar.submit(form, { password: 'long enough' })).text).toContain('Пароль сохранён');
      expect((await jar.submit(form, { password: 'another one' })).text).toContain('уже использовано');
      await server.signIn('new.proctor', 'long enough');
      expect(JSON.stringify(await lastAudit())).not.toContain(new URL(link!).searchParams.get('token'));
    });

    test('a later link replaces an earlier one, and all are over in a week', async () => {
      const body = { userName: 'slow', name: 'Slow', role: 'student' as const };
      const first = await server.call('invitePerson', { body }, admin);
      const params = { personId: first.person.id };
      const second = await server.call('inviteAgain', { params }, admin);
      expect((await new CookieJar().follow(first.link!)).text).toContain('уже использовано');
      expect((await new CookieJar().follow(second.link!)).text).toContain('Выберите пароль');
      server.turnClock(8 * 24 * 3600_000);
      expect((await new CookieJar().follow(second.link!)).text).toContain('уже использовано');
      server.turnClock(-8 * 24 * 3600_000);
    });

    test('who is deactivated is out at once and comes no more in', async () => {
      const token = await server.signIn('proctor', 'proctor-password');
      const params = { personId: await personIdOf('proctor') };
      await server.call('changePerson', { params, body: { active: false } }, admin);
      await expect(server.call('me', {}, token)).rejects.toMatchObject(refusal('not_signed_in'));
      await expect(server.signIn('proctor', 'proctor-password')).rejects.toThrow('отключена');
      await server.call('changePerson', { params, body: { active: true } }, admin);
      await server.signIn('proctor', 'proctor-password');
      expect(await lastAudit()).toMatchObject({ what: 'person_activated' });
    });

    test('nobody locks themselves out, and nobody reaches another institution', async () => {
      const own = { personId: await personIdOf('admin') };
      for (const body of [{ active: false }, { role: 'student' as const }]) {
        await expect(server.call('changePerson', { params: own, body }, admin)).rejects.toMatchObject(
          refusal('conflict'),
        );
        await expect(server.call('changePerson', { params: own, body }, stranger)).rejects.toMatchObject(
          refusal('not_found'),
        );
      }
      const { people } = await server.call('adminPeople', { query: { q: 'proctor' } }, stranger);
      expect(people.map(({ userName }) => userName)).toEqual(['other-proctor']);
      const all = await server.call('adminPeople', { query: { q: '%' } }, admin);
      expect(all.total).toBe(0);
    });

    test('come from a table, or not one of them when a line is wrong', async () => {
      const head = 'Логин;ФИО;Почта;Роль\n';
      const wrong = `${head}anna;Анна;anna@x.example;студент\n;Никто;;\nbek;Бек;;декан`;
      const refused = await server.call('importPeople', { body: { csv: wrong } }, admin);
      expect(refused).toMatchObject({ added: 0, lines: 3 });
      expect(refused.errors.map(({ line, code }) => `${line} ${code}`)).toEqual([
        '3 missing',
        '4 wrong_role',
      ]);
      const csv = `${head}anna;=HYPERLINK("x");anna@x.example;студент\nstudent2;Новое имя;;студент`;
      const dry = await server.call('importPeople', { body: { csv, dryRun: true } }, admin);
      expect(dry).toMatchObject({ added: 1, changed: 1, links: [] });
      const done = await server.call('importPeople', { body: { csv } }, admin);
      expect(done).toMatchObject({ added: 1, changed: 1, errors: [] });
      expect(done.links).toEqual([{ userName: 'anna', name: '=HYPERLINK("x")', link: expect.any(String) }]);
      const again = await server.call('importPeople', { body: { csv } }, admin);
      expect(again).toMatchObject({ added: 0, changed: 0 });
      const demoted = await server.call(
        'importPeople',
        { body: { csv: `${head}admin;Admin;;студент` } },
        admin,
      );
      expect(demoted.errors).toMatchObject([{ code: 'wrong_role', value: 'admin' }]);
    });
  });

  describe('exams', () => {
    const values = { name: 'Новый экзамен', courseName: '', lms, settings };
    const hours = { from: '09:00', to: '18:00', weekdays: ['mon' as const] };

    test('are made for nobody, changed, and taken by whom they list', async () => {
      const { id: examId, key } = await server.call('createExam', { body: { ...values, key: 'new' } }, admin);
      expect(key).toBe('new');
      const params = { examId };
      const student = await server.signIn('student', 'student-password');
      const namesFor = async () =>
        (await server.call('listExams', {}, student)).exams.map(({ name }) => name);
      expect(await namesFor()).not.toContain(values.name);
      expect(await server.call('adminExamStudents', { params }, admin)).toEqual({
        who: 'listed',
        students: [],
        groupIds: [],
      });

      const group = await server.call(
        'createGroup',
        { body: { name: 'Группа', members: ['Student', 'student'] } },
        admin,
      );
      expect(group.members).toEqual(['student']);
      const listed = { who: 'listed' as const, students: [], groupIds: [group.id] };
      await server.call('putExamStudents', { params, body: listed }, admin);
      expect(await namesFor()).toContain(values.name);
      await expect(
        server.call('deleteGroup', { params: { groupId: group.id } }, admin),
      ).rejects.toMatchObject({ code: 'conflict', details: { exams: [values.name] } });
      await server.call(
        'putGroup',
        { params: { groupId: group.id }, body: { name: 'Г', members: [] } },
        admin,
      );
      expect(await namesFor()).not.toContain(values.name);

      const csv = 'логин\nSTUDENT\nnobody@x.example\n';
      const report = await server.call('importExamStudents', { params, body: { csv } }, admin);
      expect(report).toMatchObject({ lines: 2, added: 2, errors: [], unknown: ['nobody@x.example'] });
      expect(await namesFor()).toContain(values.name);

      const changed = { ...settings, ldb: true, rules: { ...settings.rules, allow_voices: true } };
      const exam = await server.call(
        'putExam',
        { params, body: { ...values, name: 'Экзамен', settings: changed } },
        admin,
      );
      expect(exam.notEnforced).toContain('ldb');
      expect((await lastAudit())!.changes.map(({ field }) => field).sort()).toEqual([
        'name',
        'settings.ldb',
        'settings.rules.allow_voices',
      ]);
    });

    test.each([
      ['an end before the beginning', { settings: { ...settings, startsAt: 10, endsAt: 5 } }],
      ['hours of no day', { settings: { ...settings, proctoringHours: { ...hours, weekdays: [] } } }],
      ['hours that end first', { settings: { ...settings, proctoringHours: { ...hours, to: '08:59' } } }],
      [
        'hours shorter than the exam',
        { settings: { ...settings, schedule: true, proctoringHours: { ...hours, to: '09:30' } } },
      ],
      ['a weight of a thousand', { settings: { ...settings, scoreConfig: { phone: 1000 } } }],
      ['a script as quiz', { lms: { ...lms, quizUrl: 'javascript:alert(1)' } }],
      ['no pattern', { lms: { ...lms, patterns: [] } }],
      ['every page of the world', { lms: { ...lms, patterns: ['https://*/*'] } }],
      ['half an attempt', { settings: { ...settings, attemptsAllowed: 1.5 } }],
    ])('%s is refused', async (_, wrong) => {
      const body = { ...values, ...wrong } as typeof values;
      await expect(server.call('createExam', { body }, admin)).rejects.toMatchObject(refusal('bad_request'));
    });

    test('and groups of others are not found', async () => {
      const params = { examId: await examIdOf() };
      const groupId = (await server.call('createGroup', { body: { name: 'Own', members: [] } }, admin))
        .id as GroupId;
      const body = values;
      const knocks = [
        server.call('adminExam', { params }, stranger),
        server.call('putExam', { params, body }, stranger),
        server.call('putExamStudents', { params, body: { who: 'all' } }, stranger),
        server.call('importExamStudents', { params, body: { csv: 'a' } }, stranger),
        server.call('examAttempts', { params, query: {} }, stranger),
        server.call('adminGroup', { params: { groupId } }, stranger),
        server.call('putGroup', { params: { groupId }, body: { name: 'x', members: [] } }, stranger),
        server.call('deleteGroup', { params: { groupId } }, stranger),
      ];
      for (const outcome of await Promise.allSettled(knocks)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
      }
      const foreign = { who: 'listed' as const, students: [], groupIds: [groupId] };
      const theirs = { examId: await examIdOf(stranger) };
      await expect(
        server.call('putExamStudents', { params: theirs, body: foreign }, stranger),
      ).rejects.toMatchObject(refusal('bad_request'));
    });
  });

  test('attempts that are given at once all count', async () => {
    const body = { name: 'Много попыток', lms, settings: { ...settings, identification: 'skip' as const } };
    const { id: examId } = await server.call('createExam', { body }, admin);
    const { person } = await server.call('me', {}, (await Student.signIn(server)).token);
    const grant = () =>
      server.call(
        'grantAttempt',
        { params: { examId }, body: { personId: person.id, reason: 'the lights went out' } },
        admin,
      );
    const given = await Promise.all(Array.from({ length: 8 }, grant));
    expect(given.map(({ allowed }) => allowed).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('one more attempt is given, and a closed one goes on, until something is built on its end', async () => {
    const { id: examId } = await server.call(
      'createExam',
      { body: { name: 'Одна попытка', lms, settings: { ...settings, identification: 'skip' } } },
      admin,
    );
    const params = { examId };
    await server.call('putExamStudents', { params, body: { who: 'all' } }, admin);
    const student = await Student.signIn(server);
    student.examId = async () => examId;
    const take = async () => {
      await student.open();
      await student.consent();
      await student.check();
      await student.begin();
    };
    const proctor = await server.signIn('proctor', 'proctor-password');
    const end = () =>
      server.call(
        'endExam',
        { params: { sessionId: student.sessionId }, body: { reason: 'enough' } },
        proctor,
      );
    const reopen = (sessionId = student.sessionId) =>
      server.call('reopenSession', { params: { sessionId }, body: { reason: 'a mistake' } }, admin);
    await take();
    const first = student.sessionId;
    await end();
    await student.drained();
    await reopen();
    expect((await student.view()).phase).toBe('running');

    // Off the list: what runs goes on, on another computer too.
    const nobody = { who: 'listed' as const, students: [], groupIds: [] };
    await server.call('putExamStudents', { params, body: nobody }, admin);
    const listed = async () =>
      (await server.call('listExams', {}, student.token)).exams.find(({ id }) => id === examId);
    expect(await listed()).toMatchObject({ state: 'running' });
    expect((await student.open()).id).toBe(first);
    await end();
    await student.drained();
    expect(await listed()).toMatchObject({ state: 'finished', session: { id: first } });
    await expect(student.open()).rejects.toMatchObject(refusal('not_found'));
    await server.call('putExamStudents', { params, body: { who: 'all' } }, admin);
    await expect(student.open()).rejects.toMatchObject(refusal('exam_over'));

    const { rows } = await server.call('examAttempts', { params, query: {} }, admin);
    expect(rows).toMatchObject([
      { used: 1, allowed: 1, sessions: [{ id: first, closeReason: 'by_proctor' }] },
    ]);
    const { personId } = rows[0]!;
    const body = { personId, reason: 'the lights went out' };
    expect(await server.call('grantAttempt', { params, body }, admin)).toMatchObject({ allowed: 2 });
    await expect(server.call('grantAttempt', { params, body }, stranger)).rejects.toMatchObject(
      refusal('not_found'),
    );
    expect(await lastAudit()).toMatchObject({ what: 'attempt_granted' });
    expect(await listed()).toMatchObject({ state: 'open', session: { closeReason: 'by_proctor' } });
    await take();
    expect(student.sessionId).not.toBe(first);
    await expect(reopen(first)).rejects.toMatchObject(refusal('conflict'));
    await end();
    await student.drained();
    await server.call(
      'verdict',
      { params: { sessionId: student.sessionId }, body: { state: 'rejected' } },
      proctor,
    );
    await expect(reopen()).rejects.toMatchObject(refusal('conflict'));
    expect(await listed()).toMatchObject({ state: 'finished', session: { review: { state: 'rejected' } } });

    // The slot is over: only an end of the student's own lets them begin.
    const endsAt = server.services.now() - 1000;
    await server.call(
      'putExam',
      { params, body: { name: 'Одна попытка', lms, settings: { ...settings, endsAt } } },
      admin,
    );
    await expect(server.call('grantAttempt', { params, body }, admin)).rejects.toMatchObject(
      refusal('bad_request'),
    );
    const until = server.services.now() + 3600_000;
    await server.call('grantAttempt', { params, body: { ...body, until } }, admin);
    expect(await listed()).toMatchObject({ state: 'open', endsAt: until });
  });

  describe('integrations', () => {
    test('are made with a secret that is shown once, and get a new one with an overlap', async () => {
      const { integration, secret } = await server.call(
        'createIntegration',
        { body: { name: 'moodle-1' } },
        admin,
      );
      expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
      expect(integration.plugin).toMatchObject({
        examusUrl: new URL(server.origin).host,
        integrationName: 'moodle-1',
      });
      const params = { integrationId: integration.id };
      const rotated = await server.call('rotateSecret', { params, body: { overlapHours: 2 } }, admin);
      expect(rotated.secret).not.toBe(secret);
      expect(rotated.integration.secrets).toHaveLength(2);
      const leaked = await server.call('rotateSecret', { params, body: { overlapHours: 0 } }, admin);
      expect(leaked.integration.secrets).toHaveLength(1);
      const told = [
        await server.call('adminIntegrations', {}, admin),
        await server.call('adminAudit', { query: {} }, admin),
      ];
      for (const each of [secret, rotated.secret, leaked.secret]) {
        expect(JSON.stringify(told)).not.toContain(each);
      }
      await expect(
        server.call('createIntegration', { body: { name: 'moodle-1' } }, stranger),
      ).rejects.toMatchObject(refusal('conflict'));
      const knocks = [
        server.call('putIntegration', { params, body: {} }, stranger),
        server.call('rotateSecret', { params, body: {} }, stranger),
        server.call('testIntegration', { params }, stranger),
      ];
      for (const outcome of await Promise.allSettled(knocks)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
      }
      const put = { enabled: false, reviewUrl: 'http://127.0.0.1:9/api.php' };
      await server.call('putIntegration', { params, body: put }, admin);
      const { checks } = await server.call('testIntegration', { params }, admin);
      const states = Object.fromEntries(checks.map(({ check, state }) => [check, state]));
      expect(states).toMatchObject({ https: 'bad', reachable: 'bad', secret: 'bad', waiting: 'good' });
    });
    test.each(['', '../x', 'a/b', 'a b', 'x'.repeat(200), markup])('no name like «%s»', async (name) => {
      await expect(server.call('createIntegration', { body: { name } }, admin)).rejects.toMatchObject(
        refusal('bad_request'),
      );
    });
  });

  describe('keys of the API', () => {
    const plain = (
      path: string,
      key: string,
      { headers = {}, ...init }: { method?: string; body?: string; headers?: Record<string, string> } = {},
    ) => fetch(server.origin + path, { ...init, headers: { authorization: `Bearer ${key}`, ...headers } });

    test('do what their role may, in their own name, without any other header', async () => {
      const { key, secret } = await server.call(
        'createKey',
        { body: { name: 'Деканат', role: 'admin' } },
        admin,
      );
      expect(secret).toMatch(/^exk_[\w-]{43}$/);
      expect(key).toMatchObject({ hint: secret.slice(-4), createdBy: 'Admin', lastUsedAt: null });
      const answer = await plain('/api/v1/admin/people?q=student2', secret);
      expect(await answer.json()).toMatchObject({ people: [{ userName: 'student2' }] });
      const made = await plain('/api/v1/admin/groups', secret, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'По API', members: [] }),
      });
      expect(made.status).toBe(200);
      expect(await lastAudit()).toMatchObject({ who: 'Деканат', what: 'group_created', subject: 'По API' });
      const { keys } = await server.call('adminKeys', {}, admin);
      expect(keys[0]!.lastUsedAt).not.toBeNull();
      expect(JSON.stringify([keys, await lastAudit()])).not.toContain(secret);
      const { people } = await server.call('adminPeople', { query: { q: 'Деканат' } }, admin);
      expect(people).toEqual([]);
      const body = { name: 'more', role: 'admin' as const };
      await expect(server.call('createKey', { body }, secret)).rejects.toMatchObject(refusal('forbidden'));

      const params = { keyId: key.id };
      await expect(server.call('revokeKey', { params }, stranger)).rejects.toMatchObject(
        refusal('not_found'),
      );
      await server.call('revokeKey', { params }, admin);
      expect((await plain('/api/v1/admin/people', secret)).status).toBe(401);
    });

    test("end in time; a proctor's is no administrator's; none is a student's", async () => {
      const expiresAt = server.services.now() + 60_000;
      const body = { name: 'p', role: 'proctor' as const, expiresAt };
      const { secret } = await server.call('createKey', { body }, admin);
      expect((await plain('/api/v1/console/sessions', secret)).status).toBe(200);
      expect((await plain('/api/v1/admin/people', secret)).status).toBe(403);
      server.turnClock(61_000);
      expect((await plain('/api/v1/console/sessions', secret)).status).toBe(401);
      server.turnClock(-61_000);
      await expect(
        server.call('createKey', { body: { ...body, role: 'student' as 'proctor' } }, admin),
      ).rejects.toMatchObject(refusal('bad_request'));
      await expect(
        server.call('createKey', { body: { ...body, expiresAt: 1 } }, admin),
      ).rejects.toMatchObject(refusal('bad_request'));
      expect((await plain('/api/v1/admin/people', 'exk_nonsense')).status).toBe(401);
    });
  });

  test('the log is a table that no spreadsheet runs, page by page, and nobody else sees it', async () => {
    const name = '=HYPERLINK("http://evil.example")';
    await server.call('createGroup', { body: { name, members: [] } }, admin);
    const csv = Buffer.from(
      await server.call('auditCsv', { query: { what: 'group_created' } }, admin),
    ).toString();
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(csv).not.toContain('institution_changed');
    for (let count = 0; count < 51; count++) {
      await server.call('createGroup', { body: { name: `g${count}`, members: [] } }, admin);
    }
    const first = await server.call('adminAudit', { query: {} }, admin);
    expect([first.entries.length, first.more]).toEqual([50, true]);
    const second = await server.call(
      'adminAudit',
      { query: { before: String(first.entries.at(-1)!.id) } },
      admin,
    );
    expect(second.entries[0]!.id).toBeLessThan(first.entries.at(-1)!.id);
    const found = await server.call('adminAudit', { query: { q: 'hyperlink' } }, admin);
    expect(found.entries).toMatchObject([{ subject: name }]);
    expect((await server.call('adminAudit', { query: { q: 'hyperlink' } }, stranger)).entries).toEqual([]);
  });

  test('what administrators changed is not undone when the server starts again', async () => {
    const setup = demoSetup();
    const [listed] = setup.institutions[0]!.exams!;
    const { exams } = await server.call('adminExams', {}, admin);
    const examId = exams.find(({ name }) => name === listed!.name)!.id;
    const { lms, settings } = await server.call('adminExam', { params: { examId } }, admin);
    const body = { name: 'By the administrator', courseName: '', lms, settings };
    await server.call('putExam', { params: { examId }, body }, admin);
    const apply = () => applySetup(server.services, v.parse(setupFile, setup));
    const nameNow = async () => (await server.call('adminExam', { params: { examId } }, admin)).name;
    await apply();
    expect(await nameNow()).toBe(body.name);
    listed!.name = 'By the file';
    await apply();
    expect(await nameNow()).toBe('By the file');
  });
});
