import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Access, type Route, type RouteName, routes } from '../../src/protocol/api.ts';
import { Student } from './exam-actors.ts';
import { startServer, type TestServer } from './harness.ts';

/**
 * Who may call which route, written down a second time: a route added to the table, or one whose access is changed,
 * fails here until somebody has thought about it. Every wall is then tried over the wire.
 */
const accessOf: Record<RouteName, Access> = {
  serverInfo: 'public',
  time: 'public',
  evidenceKey: 'public',
  token: 'public',
  launch: 'public',
  me: 'signed-in',
  signOut: 'signed-in',
  iceServers: 'signed-in',
  liveTicket: 'signed-in',
  listExams: 'student',
  openSession: 'student',
  consentText: 'student',
  consent: 'student',
  sessionCheck: 'student',
  checkAhead: 'student',
  uploadProbe: 'student',
  putPhoto: 'student',
  begin: 'student',
  leaveSession: 'student',
  sessionEntry: 'student',
  examCalendar: 'student',
  bookPlace: 'student',
  cancelPlace: 'student',
  session: 'upload',
  putSegment: 'upload',
  deliver: 'upload',
  listSegments: 'upload',
  appendJournal: 'upload',
  drained: 'upload',
  chatHistory: 'upload',
  sessionTicket: 'upload',
  consoleExams: 'proctor',
  consoleCalendar: 'proctor',
  consoleSessions: 'proctor',
  consoleSession: 'proctor',
  playlist: 'proctor',
  segment: 'proctor',
  photo: 'proctor',
  evidence: 'proctor',
  admit: 'proctor',
  proctorChat: 'proctor',
  endExam: 'proctor',
  verdict: 'proctor',
  quizPassword: 'student',
  setQuizPassword: 'admin',
  compareAttempts: 'proctor',
  pauseExam: 'proctor',
  resumeExam: 'proctor',
  extendExam: 'proctor',
  reopenSession: 'proctor',
  waivePhotos: 'proctor',
  addWarning: 'proctor',
  forwardWarning: 'proctor',
  broadcast: 'proctor',
  readChat: 'proctor',
  proctorImage: 'proctor',
  chatImage: 'proctor',
  quickReplies: 'proctor',
  setQuickReplies: 'admin',
  studentImage: 'upload',
  ownChatImage: 'upload',
  grid: 'proctor',
  examRoom: 'proctor',
  setExamRoom: 'admin',
  judge: 'proctor',
  showIdentity: 'proctor',
  examReport: 'proctor',
  collisions: 'proctor',
  ownRecord: 'upload',
  addRemark: 'student',
  accommodations: 'admin',
  grantAccommodation: 'admin',
  withdrawAccommodation: 'admin',
  logo: 'public',
  adminInstitution: 'admin',
  putInstitution: 'admin',
  putLogo: 'admin',
  deleteLogo: 'admin',
  adminPeople: 'admin',
  invitePerson: 'admin',
  changePerson: 'admin',
  inviteAgain: 'admin',
  importPeople: 'admin',
  adminGroups: 'admin',
  createGroup: 'admin',
  adminGroup: 'admin',
  putGroup: 'admin',
  deleteGroup: 'admin',
  adminExams: 'admin',
  createExam: 'admin',
  adminExam: 'admin',
  putExam: 'admin',
  adminExamStudents: 'admin',
  putExamStudents: 'admin',
  importExamStudents: 'admin',
  examAttempts: 'admin',
  grantAttempt: 'admin',
  adminIntegrations: 'admin',
  createIntegration: 'admin',
  putIntegration: 'admin',
  rotateSecret: 'admin',
  testIntegration: 'admin',
  unsettledMessages: 'admin',
  settleMessage: 'admin',
  adminKeys: 'admin',
  createKey: 'admin',
  revokeKey: 'admin',
  adminAudit: 'admin',
  auditCsv: 'admin',
};
const names = Object.keys(routes) as RouteName[];
const inSession = names.filter((name) => routes[name].path.includes(':sessionId'));

let server: TestServer;
let owner: Student;
let tokens: Record<Who, string | undefined>;
type Who = keyof typeof allowed;

/** What each may do at all; whose session it is comes on top. */
const allowed = {
  nobody: ['public'],
  classmate: ['public', 'signed-in', 'student', 'upload'],
  "a classmate's machine": ['public', 'upload'],
  'a proctor of elsewhere': ['public', 'signed-in', 'proctor'],
} as const satisfies Record<string, Access[]>;
const everybody = Object.keys(allowed) as Who[];
const may = (who: Who, name: RouteName): boolean =>
  (allowed[who] as readonly Access[]).includes(accessOf[name]);

beforeAll(async () => {
  server = await startServer();
  owner = await Student.signIn(server);
  await owner.goToBegin();
  const classmate = await Student.signIn(server, 'student2');
  await classmate.goToBegin();
  tokens = {
    nobody: undefined,
    classmate: classmate.token,
    "a classmate's machine": classmate.uploadToken,
    'a proctor of elsewhere': await server.signIn('other-proctor', 'other-proctor-password', 'other'),
  };
});
afterAll(() => server.close());

/** Code of the refusal; null when it was not refused for who asks. */
async function knock(name: RouteName, token: string | undefined): Promise<string | null> {
  const { method, path }: Route = routes[name];
  const filled = path
    .replace(':sessionId', owner.sessionId)
    .replace(':outboxId', '1')
    .replace(/:\w+Id/g, () => randomUUID())
    .replace(':kind', 'camera')
    .replace(':photo', 'face')
    .replace(':messageId', randomUUID())
    .replace(/:(epoch|seq)/g, '0');
  const response = await fetch(server.origin + filled, {
    method,
    headers: { 'examus-protocol': '1', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
  });
  if (response.ok) return null;
  const { error } = (await response.json()) as { error: { code: string } };
  return ['not_signed_in', 'forbidden', 'not_found'].includes(error.code) ? error.code : null;
}

test('the table is the one that was thought about', () => {
  expect(Object.fromEntries(names.map((name) => [name, routes[name].access]))).toEqual(accessOf);
});

describe.each(everybody)('%s', (who) => {
  const refusal = who === 'nobody' ? 'not_signed_in' : 'forbidden';

  test.each(names.filter((name) => !may(who, name)))('may not call %s', async (name) => {
    expect(await knock(name, tokens[who])).toBe(refusal);
  });

  test.each(inSession.filter((name) => may(who, name)))('finds no session of others by %s', async (name) => {
    expect(await knock(name, tokens[who])).toBe('not_found');
  });
});
