import * as v from 'valibot';
import { detectionView } from '../../src/protocol/detection-settings.ts';
import type { ExamView, FeedItem } from '../../src/protocol/view-port.ts';
import type { SessionView } from '../../src/protocol/views.ts';

/** Views as offscreen sends them, for pictures and axe. Times are relative to now, so that clocks look alive. */
const MINUTE_MS = 60_000;
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const session = (now: number): SessionView => ({
  id: uuid(1) as SessionView['id'],
  revision: 12,
  examId: uuid(2) as SessionView['examId'],
  examName: 'Математический анализ: итоговый экзамен, весенний семестр',
  courseName: 'Математический анализ, 1 курс',
  institutionName: 'AlmaU',
  personName: 'Айгерім Сәтбаева',
  phase: 'running',
  closeReason: null,
  review: { state: 'pending', comment: '', decidedAt: null },
  mode: 'online',
  identification: 'face_and_passport',
  photosSent: ['face', 'passport'],
  rules: {
    allow_to_use_websites: false,
    allow_to_use_books: false,
    allow_to_use_paper: true,
    allow_to_use_messengers: false,
    allow_to_use_calculator: true,
    allow_to_use_excel: false,
    allow_to_use_human_assistant: false,
    allow_absence_in_frame: false,
    allow_voices: false,
    allow_wrong_gaze_direction: false,
    custom_rules: 'Телефон убрать в сумку. Черновик показать в камеру до начала и после окончания экзамена.',
  },
  visibleWarnings: {
    extra_user_in_frame: true,
    substitution_user: true,
    no_user_in_frame: true,
    avert_eyes: true,
    change_active_window_on_computer: true,
    forbidden_device: true,
    voice_detected: true,
    phone: true,
  },
  lms: {
    quizUrl: 'http://localhost/mod/quiz/view.php?id=1',
    patterns: ['http://localhost/*'],
    adapter: 'moodle',
  },
  support: { email: 'support@almau.example', hours: '10:00–23:30', timeZone: 'Asia/Almaty' },
  durationMinutes: 90,
  startedAt: now - 24 * MINUTE_MS,
  endsAt: now + 66 * MINUTE_MS,
  leftMs: null,
  returnWindowMinutes: 5,
  graceMinutes: 2,
  launchedByLms: false,
  queue: null,
  proctorMessage: null,
  softChecks: [],
  allowMultipleDisplays: false,
  detection: v.parse(detectionView, {}),
});

const feed = (now: number): FeedItem[] => [
  { id: 'a', at: now - 24 * MINUTE_MS, kind: 'technical', notice: 'recording_started', over: false },
  {
    id: 'b',
    at: now - 22 * MINUTE_MS,
    kind: 'proctor',
    text: 'Здравствуйте, Айгерім! Желаю удачи.',
    authorName: 'Ерлан К.',
  },
  { id: 'c', at: now - 21 * MINUTE_MS, kind: 'student', text: 'Спасибо! Можно пить воду?', delivered: true },
  { id: 'd', at: now - 20 * MINUTE_MS, kind: 'proctor', text: 'Да, конечно.', authorName: 'Ерлан К.' },
  {
    id: 'e',
    at: now - 9 * MINUTE_MS,
    kind: 'warning',
    warning: 'no_user_in_frame',
    endAt: now - 9 * MINUTE_MS + 14_000,
  },
  { id: 'f', at: now - 5 * MINUTE_MS, kind: 'technical', notice: 'offline', over: true },
  { id: 'g', at: now - 4000, kind: 'student', text: 'Упала ручка, подниму её', delivered: false },
];

const running = (now: number): ExamView => ({
  session: session(now),
  language: 'ru',
  clockOffsetMs: 0,
  connection: 'online',
  elsewhere: false,
  camera: 'live',
  microphone: 'live',
  screen: 'live',
  recording: true,
  savedUpTo: now - 6000,
  pending: { pieces: 2, bytes: 61_000 },
  saving: false,
  endsByItselfAt: null,
  feed: feed(now),
});

type Change = (view: ExamView, now: number) => void;
const cases = {
  running: () => {},
  empty: (view) => {
    view.feed = [];
    view.session.rules.custom_rules = '';
  },
  auto: (view, now) => {
    view.session.mode = 'auto';
    view.feed = feed(now).filter((item) => item.kind !== 'proctor' && item.kind !== 'student');
  },
  warnings: (view, now) => {
    view.screen = 'failed';
    view.camera = 'failed';
    view.session.endsAt = now + 4 * MINUTE_MS + 12_000;
    view.feed = [
      ...feed(now),
      {
        id: 'h',
        at: now - 60_000,
        kind: 'warning',
        warning: 'change_active_window_on_computer',
        endAt: now - 50_000,
        why: 'страница теста была скрыта или не в фокусе, 10 с',
      },
      { id: 'i', at: now - 30_000, kind: 'technical', notice: 'screen_lost', over: false },
      { id: 'j', at: now - 20_000, kind: 'technical', notice: 'five_minutes', over: false },
      {
        id: 'k',
        at: now - 10_000,
        kind: 'warning',
        warning: 'extra_user_in_frame',
        endAt: null,
        why: 'камера видела ещё одно лицо · уверенность программы высокая (91 %)',
      },
    ];
  },
  offline: (view) => {
    view.connection = 'offline';
    view.microphone = 'muted';
  },
  coached: (view, now) => {
    view.coach = [
      {
        advice: 'dark',
        kind: 'tip',
        since: now - 9000,
        text: 'Темновато. Включите лампу или откройте шторы.',
      },
      {
        advice: 'not_in_frame',
        kind: 'conduct',
        since: now - 2000,
        text: 'Вас не видно — сядьте ближе к середине кадра.',
      },
    ];
    view.meter = {
      detectionShare: 0.034,
      samplesPerSecond: 4,
      cameraFps: 15,
      uploadBytesPerSecond: 21_000,
      steppedDown: 1,
    };
  },
  submitted: (view, now) => {
    view.endsByItselfAt = now + 47_000;
    view.feed.push({ id: 'l', at: now, kind: 'technical', notice: 'attempt_submitted', over: false });
  },
  paused: (view) => {
    view.session.phase = 'paused';
    view.session.endsAt = null;
    view.session.leftMs = 66 * MINUTE_MS;
  },
  curtain: (view, now) => {
    cases.paused(view);
    view.session.curtain = true;
    view.session.lmsClock = true;
    view.session.proctorMessage = 'Проверка пожарной тревоги. Останьтесь, пожалуйста, у компьютера.';
    view.feed.push({
      id: 'picture',
      at: now,
      kind: 'proctor',
      text: '',
      authorName: 'Ерлан К.',
      picture: true,
    });
  },
  onBreak: (view, now) => {
    cases.paused(view);
    view.session.curtain = true;
    view.session.breaks = { left: 1, minutes: 10, endsAt: now + 7 * MINUTE_MS };
  },
  waiting: (view) => {
    view.session.phase = 'awaiting_admission';
    view.session.endsAt = null;
    view.session.leftMs = 90 * MINUTE_MS;
    view.session.queue = { place: 3, waitingSince: 0 };
    view.recording = false;
    view.feed = [];
  },
  asked: (view, now) => {
    view.coach = [
      {
        advice: 'virtual_camera',
        kind: 'tip',
        since: now - 9000,
        text: 'Похоже, камера виртуальная. Если это так, выберите обычную.',
      },
    ];
  },
  breakAhead: (view) => {
    view.session.breaks = { left: 2, minutes: 10, endsAt: null };
  },
  before: (view) => {
    view.session.phase = 'checked';
    view.session.endsAt = null;
    view.recording = false;
    view.feed = [];
  },
  saving: (view) => {
    view.session.phase = 'finishing';
    view.saving = true;
    view.recording = false;
    view.pending = { pieces: 21, bytes: 4_200_000 };
  },
  done: (view) => {
    view.session.phase = 'closed';
    view.session.closeReason = 'by_lms';
    view.recording = false;
    view.pending = { pieces: 0, bytes: 0 };
  },
  rehearsed: (view) => {
    cases.done(view);
    view.session.trial = true;
  },
  markup: (view, now) => {
    const nasty = '<img src=x onerror="window.broken=true"><b>жирно</b>';
    view.session.examName = nasty;
    view.session.institutionName = nasty;
    view.session.rules.custom_rules = nasty;
    view.feed.push({ id: 'm', at: now, kind: 'proctor', text: nasty, authorName: nasty });
  },
} satisfies Record<string, Change>;

export type CaseName = keyof typeof cases;
export const caseNames = Object.keys(cases) as CaseName[];

export function cannedView(name: CaseName, language: ExamView['language'], now = Date.now()): ExamView {
  const view = running(now);
  view.language = language;
  (cases[name] as Change)(view, now);
  return view;
}
