import { randomUUID } from 'node:crypto';
import type { CheckReport } from '../../src/protocol/check.ts';
import { goodReport, messageId, newWarning, sha256, Student } from '../../tests/server/exam-actors.ts';
import { demoSetup, type Setup, type TestServer } from '../../tests/server/harness.ts';
import { SimulatedMachine } from '../../tests/server/simulated-machine.ts';
import type { Drawn } from './stills.ts';

export const EXAM = 'Математический анализ: итоговый экзамен';
/** For which places are booked. */
const ORAL = 'Дискретная математика: экзамен по записи';
export const names = [
  'Айгерим Серикова',
  'Данияр Ахметов',
  'Мария Ковалёва',
  'Нұрлан Әбдірахманов',
  'Александра Константинопольская-Задунайская',
  'Ержан Тулегенов',
  'Иван Петров',
  'Гүлнәр Сағынбаева',
  'Тимур Исмаилов',
  'Анна Ли',
  'Бекзат Жұмабаев',
  'Виктория Соколова',
  'Руслан Ким',
  'Сәуле Қасымова',
  'Олег Назаров',
  'Динара Омарова',
];

export const classSetup = (): Setup => {
  const setup = demoSetup();
  const [institution] = setup.institutions;
  const proctors = ['Ерлан Касенов', 'Жанна Мусина'].map((name, n) => ({
    userName: `proctor${n}`,
    name,
    role: 'proctor' as const,
    password: `proctor${n}-password`,
  }));
  const students = names.map((name, n) => ({
    userName: `s${n}`,
    name,
    role: 'student' as const,
    password: `s${n}-password`,
  }));
  const admin = {
    userName: 'admin',
    name: 'Асель Нурланова',
    role: 'admin' as const,
    password: 'admin-password',
  };
  Object.assign(institution!, { name: 'AlmaU', people: [...proctors, ...students, admin] });
  const [exam] = institution!.exams!;
  institution!.exams = [
    {
      ...exam!,
      key: 'calculus',
      name: EXAM,
      courseName: 'Математический анализ, 1 курс',
      settings: { mode: 'online', identification: 'face', durationMinutes: 90, attemptsAllowed: 3 },
    },
    {
      ...exam!,
      key: 'algebra',
      name: 'Линейная алгебра: рубежный контроль',
      courseName: 'Линейная алгебра, 1 курс',
      startsAt: '2035-01-15T05:00:00Z',
      endsAt: '2035-01-15T09:00:00Z',
      settings: { mode: 'offline', identification: 'face_and_passport' },
    },
    {
      ...exam!,
      key: 'oral',
      name: ORAL,
      courseName: 'Дискретная математика, 2 курс',
      settings: { mode: 'offline', schedule: true, durationMinutes: 120, slotCapacity: 5 },
    },
  ];
  return setup;
};

const failedReport: CheckReport = {
  ...goodReport,
  results: goodReport.results.map((result) =>
    result.id === 'microphone' ? { id: 'microphone', ok: false, cause: 'silent' } : result,
  ),
  tries: 2,
};

/** Sixteen students, each as far as their place in the list says; answers the first who waits for admission. */
export async function seatClass(
  server: TestServer,
  drawn: readonly Drawn[],
  signal: AbortSignal,
): Promise<{ waiting: Student; running: Student; appealing: Student }> {
  const proctor = await server.signIn('proctor0', 'proctor0-password');
  const students: Student[] = [];
  for (const [n, { picture, photo }] of drawn.entries()) {
    const student = await Student.signIn(server, `s${n}`);
    const { exams } = await server.call('listExams', {}, student.token);
    student.examId = async () => exams.find(({ name }) => name === EXAM)!.id;
    students.push(student);
    const ahead = n % 5 === 4 ? failedReport : goodReport;
    if (n !== 15) await server.call('checkAhead', { body: ahead }, student.token);
    // Two have not come.
    if (n >= 14) continue;
    await student.open();
    await student.consent();
    await student.check();
    // Two show the same picture: a collision.
    const face = n === 5 ? drawn[4]!.photo : photo;
    await student.photo('face', face, sha256(face));
    await student.begin();
    if (n >= 2) {
      const params = { sessionId: student.sessionId };
      await server.call('admit', { params, body: { decision: 'admit', reason: '' } }, proctor);
    }
    const life = n === 8 ? AbortSignal.any([signal, AbortSignal.timeout(1500)]) : signal;
    await SimulatedMachine.open(server, student, picture, life);
  }
  await happen(students, server.services.now());
  await book(server, students);
  const appealing = students[7]!;
  await appeal(server, appealing, proctor);
  return { waiting: students[0]!, running: students[2]!, appealing };
}

/** Three times of the next days, with one to five students each. */
async function book(server: TestServer, students: readonly Student[]): Promise<void> {
  const { exams } = await server.call('listExams', {}, students[0]!.token);
  const params = { examId: exams.find(({ name }) => name === ORAL)!.id };
  const { slots } = await server.call('examCalendar', { params }, students[0]!.token);
  for (const [n, { token }] of students.slice(0, 9).entries()) {
    const slot = slots[n < 5 ? 3 : n < 8 ? 5 : 14]!;
    await server.call('bookPlace', { params, body: { startsAt: slot.startsAt } }, token);
  }
}

/** A verdict, and what the student says to it. */
async function appeal(server: TestServer, { sessionId, token }: Student, proctor: string): Promise<void> {
  const params = { sessionId };
  const comment = 'Во время экзамена вы говорили с кем-то в комнате.';
  await server.call('verdict', { params, body: { state: 'rejected', comment } }, proctor);
  const text =
    'В комнату на минуту зашла мама и спросила про обед. По экзамену мы не говорили: послушайте запись.';
  await server.call('addRemark', { params, body: { id: randomUUID(), text } }, token);
}

/** A warning that lasts, one that is over, words to the proctor, a call for help, an end. */
async function happen(students: readonly Student[], now: number): Promise<void> {
  const [, , calm, absent, watched, asking, writing, over] = students;
  absent!.note({ kind: 'warning', warning: newWarning('no_user_in_frame', now - 9000) });
  for (const at of [60_000, 40_000]) {
    watched!.note({
      kind: 'warning',
      warning: newWarning('avert_eyes', now - at, { endAt: now - at + 6000 }),
    });
  }
  asking!.note({ kind: 'event', event: 'proctor_called', detail: '' });
  writing!.note({ kind: 'chat', id: messageId(), text: 'Можно пользоваться калькулятором?' });
  calm!.note({ kind: 'chat', id: messageId(), text: 'Здравствуйте! Всё слышно.' });
  calm!.note({
    kind: 'warning',
    warning: newWarning('voice_detected', now - 30_000, { endAt: now - 22_000 }),
  });
  over!.note({ kind: 'intent', intent: 'finish' });
  for (const student of [calm, absent, watched, asking, writing, over]) await student!.send();
  await over!.drained();
}
