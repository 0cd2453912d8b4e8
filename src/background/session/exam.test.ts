import { detectionView } from '../../protocol/detection-settings.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { ExamusError } from '../../protocol/errors.ts';
import type { ExamId, SessionId } from '../../protocol/ids.ts';
import { type Language, sessionView, type SessionView } from '../../protocol/views.ts';
import * as v from 'valibot';
import type { StorageArea } from '../../shared/webext/storage-item.ts';
import { createExam, type CurrentSession } from './exam.ts';
import { examItem } from './exam-record.ts';

const examId = '11111111-1111-4111-8111-111111111111' as ExamId;
const OPENED = 'https://lms.example/quiz?examus-client-origin=https%3A%2F%2Flms.example';
const otherExamId = '22222222-2222-4222-8222-222222222222' as ExamId;

function view(phase: SessionView['phase'], revision: number, change: Partial<SessionView> = {}): SessionView {
  const filled = v.parse(sessionView, {
    id: '33333333-3333-4333-8333-333333333333' as SessionId,
    revision,
    examId,
    examName: 'Математика',
    courseName: '',
    institutionName: 'AlmaU',
    personName: 'Айгерим',
    phase,
    closeReason: null,
    review: { state: 'pending', comment: '', decidedAt: null },
    mode: 'offline',
    identification: 'skip',
    photosSent: [],
    rules: {},
    visibleWarnings: {},
    lms: { quizUrl: 'https://lms.example/quiz', patterns: ['https://lms.example/quiz*'] },
    support: { email: 'a@b.kz', hours: '', timeZone: 'Asia/Almaty' },
    durationMinutes: 60,
    startedAt: null,
    endsAt: null,
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
  return { ...filled, ...change };
}

/** Chrome, offscreen and server as far as an exam touches them; `did` tells in order what was asked of them. */
class World {
  did: string[] = [];
  items: Record<string, unknown> = {};
  opened = view('created', 1);
  begun = view('running', 5);
  /** What the server says of the exam under way; absent = as it was begun. */
  known: SessionView | Error | undefined;
  permitted = true;
  language: Language = 'ru';
  offscreenAlive = false;
  recording = false;
  quizTab: number | null = null;
  portalTab: number | null = 1;
  leftovers = false;

  /** What is left of the worker after it died: nothing but storage. */
  worker(): CurrentSession {
    const area: StorageArea = {
      get: async (key) => structuredClone({ [key]: this.items[key] }),
      set: async (changed) => void Object.assign(this.items, structuredClone(changed)),
    };
    const offscreen = {
      isAlive: async () => this.offscreenAlive,
      ensure: async () => {
        const isNew = !this.offscreenAlive;
        this.offscreenAlive = true;
        return isNew;
      },
      ask: async (name: string) => {
        this.offscreenAlive = true;
        this.did.push(name);
        if (name === 'session/go') this.recording = true;
        return { recording: this.recording };
      },
      close: async () => {
        this.did.push('offscreen closed');
        this.offscreenAlive = this.recording = false;
      },
    };
    return createExam({
      item: examItem(area),
      offscreen: offscreen as never,
      account: {
        call: (async (name: string) => {
          this.did.push(`server ${name}`);
          if (name === 'session' && this.known instanceof Error) throw this.known;
          if (name === 'session' && this.known) return this.known;
          return name === 'openSession'
            ? { session: this.opened, uploadToken: 'u1', sealKey: 'k1' }
            : this.begun;
        }) as never,
        credentials: async () => ({ origin: 'https://o7x.example', token: 't1' }),
        language: async () => this.language,
      },
      quizTab: {
        find: async () => this.quizTab,
        adopt: async () => undefined,
        leave: async () => void (this.quizTab = null),
        isAwaited: async () => false,
        show: async (findUrl) => {
          this.did.push(`quiz ${await findUrl()}`);
          this.quizTab = 2;
        },
      },
      findPortalTab: async () => this.portalTab,
      hasPermission: async () => this.permitted,
      registerPages: async ({ patterns, room, language }) =>
        void this.did.push(`pages ${patterns.join()} ${room} ${language}`),
      enterOpenPages: async () => void this.did.push('open pages'),
      speakInOpenPages: async ({ language }) => void this.did.push(`open pages speak ${language}`),
      leavePages: async () => void this.did.push('pages left'),
      showSigns: async () => undefined,
      hasLeftovers: async () => this.leftovers,
      watch: async (on) => void this.did.push(`watch ${on}`),
    });
  }

  forgetDid(): string[] {
    return this.did.splice(0);
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});

describe('an exam from start to end', () => {
  it('enters the exam’s pages without taking room, and captures nothing, before it runs', async () => {
    await world.worker().prepare(examId);
    expect(world.did).toContain('pages https://lms.example/quiz* null ru');
    expect(world.did).toContain('session/attach');
    expect(world.did).not.toContain('session/go');
    expect(world.did).not.toContain('capture/open');
  });

  it('begins: records, takes room, opens the quiz once', async () => {
    await world.worker().prepare(examId);
    world.forgetDid();
    await world.worker().begin();
    expect(world.did).toContain('session/go');
    expect(world.did).toContain('pages https://lms.example/quiz* by-width ru');
    await world.worker().changed({ session: view('running', 6), drained: false });
    expect(world.did.filter((what) => what.startsWith('quiz'))).toEqual([`quiz ${OPENED}`]);
  });

  it('opens the quiz when admission is told by offscreen', async () => {
    world.begun = view('awaiting_admission', 5);
    await world.worker().prepare(examId);
    await world.worker().begin();
    expect(world.did).not.toContain('session/go');
    await world.worker().changed({ session: view('running', 6), drained: false });
    expect(world.did).toContain('session/go');
    expect(world.did).toContain(`quiz ${OPENED}`);
  });

  it('opens the quiz once when the answer of the server and the news of offscreen come together', async () => {
    const worker = world.worker();
    await worker.prepare(examId);
    await Promise.all([worker.begin(), worker.changed({ session: view('running', 6), drained: false })]);
    expect(world.did.filter((what) => what.startsWith('quiz'))).toHaveLength(1);
  });

  it('begun on another computer: the quiz opens here when the check is passed, and not before, whatever is news', async () => {
    world.opened = view('interrupted', 4);
    await world.worker().prepare(examId);
    await world.worker().changed({ session: view('running', 5), drained: false });
    expect(world.did.filter((what) => what.startsWith('quiz'))).toEqual([]);
    await world.worker().begin();
    await world.worker().begin();
    expect(world.did.filter((what) => what.startsWith('quiz'))).toEqual([`quiz ${OPENED}`]);
  });

  it('leaves the pages when the exam is over, closes the capture when all is saved', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    world.forgetDid();
    await world.worker().changed({ session: view('finishing', 7), drained: false });
    expect(world.forgetDid()).toEqual(['watch true', 'pages left']);
    await world.worker().changed({ session: view('closed', 8), drained: true });
    expect(world.did).toEqual(['watch false', 'pages left', 'capture/close']);
    expect(await world.worker().current()).toMatchObject({ phase: 'closed' });
    expect(await world.worker().isIdle()).toBe(true);
  });

  it('takes no older view for a newer one', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    await world.worker().changed({ session: view('identified', 4), drained: false });
    expect(await world.worker().current()).toMatchObject({ phase: 'running' });
  });

  it('ignores news of a session that is not the current one', async () => {
    await world.worker().prepare(examId);
    const id = '44444444-4444-4444-8444-444444444444' as SessionId;
    await world.worker().changed({ session: view('closed', 99, { id }), drained: true });
    expect(await world.worker().current()).toMatchObject({ phase: 'created' });
  });
});

describe('what is refused', () => {
  it('an exam whose site was not granted', async () => {
    world.permitted = false;
    await expect(world.worker().prepare(examId)).rejects.toMatchObject({ code: 'permission_missing' });
    expect(await world.worker().current()).toBeNull();
  });

  it('another exam while one runs', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    await expect(world.worker().prepare(otherExamId)).rejects.toMatchObject({ code: 'exam_running' });
  });

  it('another exam while the server cannot say whether one runs', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    world.known = new ExamusError('unavailable', 'no answer');
    await expect(world.worker().prepare(otherExamId)).rejects.toMatchObject({ code: 'exam_running' });
  });

  it('leaving a running exam, beginning or showing none', async () => {
    await expect(world.worker().begin()).rejects.toMatchObject({ code: 'wrong_phase' });
    await expect(world.worker().showQuiz()).rejects.toMatchObject({ code: 'wrong_phase' });
    await world.worker().prepare(examId);
    await world.worker().begin();
    await expect(world.worker().leave()).rejects.toMatchObject({ code: 'exam_running' });
  });

  it('a collapsed state that is none', async () => {
    await world.worker().prepare(examId);
    await expect(world.worker().collapsePanel('yes' as never)).rejects.toThrow('boolean');
    expect(await world.worker().current()).not.toBeNull();
  });
});

describe('a record that is stale', () => {
  const other = view('created', 1, {
    id: '55555555-5555-4555-8555-555555555555' as SessionId,
    examId: otherExamId,
  });
  beforeEach(async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    world.opened = other;
  });

  it.each([
    ['closed meanwhile', view('closed', 9, { closeReason: 'timeout' })],
    ['of another student', new ExamusError('not_found', 'no such session')],
  ])('does not keep the student from another exam: %s', async (_, known) => {
    world.known = known;
    world.forgetDid();
    await world.worker().prepare(otherExamId);
    expect(await world.worker().current()).toMatchObject({ sessionId: other.id, phase: 'created' });
    expect(world.did).toContain('capture/close');
    expect(world.did.indexOf('capture/close')).toBeLessThan(world.did.indexOf('session/attach'));
    // The site was granted a moment ago: it must not be given back.
    expect(world.did).not.toContain('pages left');
  });

  it('can be left', async () => {
    world.known = view('closed', 9, { closeReason: 'timeout' });
    await world.worker().leave();
    expect(await world.worker().current()).toBeNull();
    expect(world.did).not.toContain('server leaveSession');
  });
});

describe('coming back', () => {
  it('brings a dead offscreen document back to recording', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    world.offscreenAlive = world.recording = false;
    world.forgetDid();
    await world.worker().resume();
    expect(world.did).toEqual(['session/attach', 'capture/open', 'capture/status', 'session/go']);
  });

  it('leaves a living one recording', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    world.forgetDid();
    await world.worker().resume();
    expect(world.did).toEqual(['session/attach', 'capture/status']);
  });

  it('goes on sending, without a look at the student, when the exam is over', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    await world.worker().changed({ session: view('finishing', 7), drained: false });
    world.offscreenAlive = world.recording = false;
    world.forgetDid();
    await world.worker().resume();
    expect(world.did).toEqual(['session/attach']);
  });

  it('leaves the room to the window’s width until the student chooses, then to the choice', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    await world.worker().showQuiz();
    expect(world.did.at(-1)).toBe('pages https://lms.example/quiz* by-width ru');
    await world.worker().collapsePanel(false);
    expect(world.did.at(-1)).toBe('pages https://lms.example/quiz* open ru');
  });

  it('keeps the panel collapsed for the next page, and for the same exam prepared again', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    await world.worker().collapsePanel(true);
    expect(world.did.at(-1)).toBe('pages https://lms.example/quiz* collapsed ru');
    world.opened = view('running', 9);
    world.forgetDid();
    await world.worker().prepare(examId);
    expect(world.did.filter((what) => what.startsWith('pages'))).toEqual([
      'pages https://lms.example/quiz* collapsed ru',
    ]);
  });

  it('tells the exam’s pages of another language: those to come, then those that are open', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    world.language = 'kk';
    world.forgetDid();
    await world.worker().speak();
    expect(world.did.slice(-2)).toEqual([
      'pages https://lms.example/quiz* by-width kk',
      'open pages speak kk',
    ]);
  });

  it('has no page to tell of another language without an exam', async () => {
    await world.worker().speak();
    expect(world.did).toEqual([]);
  });
});

describe('a tab closed', () => {
  it('ends a look at the camera without an exam', async () => {
    world.offscreenAlive = true;
    world.portalTab = null;
    await world.worker().rest();
    expect(world.did).toEqual(['offscreen closed']);
  });

  it('takes an exam for over that was finished here, though the server is out of reach', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    await world.worker().changed({ session: world.begun, drained: false, ended: true });
    expect(world.did).toContain('pages left');
    world.forgetDid();
    await world.worker().leave();
    expect(world.did).toContain('session/detach');
    expect(await world.worker().current()).toBeNull();
  });

  it('goes on with an exam that was finished here and opened again', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    await world.worker().changed({ session: world.begun, drained: false, ended: true });
    // The server may not have heard of the end yet.
    world.opened = view('running', 6);
    await world.worker().prepare(examId);
    expect(world.items).toMatchObject({ exam: { value: { ended: true } } });
    await world.worker().changed({ session: view('closed', 8), drained: true, ended: true });
    world.opened = view('running', 9);
    await world.worker().prepare(examId);
    expect(world.items).toMatchObject({ exam: { value: { ended: false, drained: false } } });
  });

  it('lets offscreen live, without devices, while it sends what earlier sessions left', async () => {
    world.leftovers = world.offscreenAlive = true;
    world.portalTab = null;
    await world.worker().rest();
    expect(world.did).toEqual(['capture/close']);
  });

  it('touches nothing while the exam runs or the portal is open', async () => {
    await world.worker().rest();
    await world.worker().prepare(examId);
    await world.worker().begin();
    world.portalTab = null;
    world.forgetDid();
    await world.worker().rest();
    expect(world.did).toEqual([]);
  });

  it('forgets a saved exam when its last tab is gone', async () => {
    await world.worker().prepare(examId);
    await world.worker().begin();
    await world.worker().changed({ session: view('closed', 8), drained: true });
    world.portalTab = null;
    await world.worker().rest();
    expect(await world.worker().current()).not.toBeNull();
    world.quizTab = null;
    await world.worker().rest();
    expect(await world.worker().current()).toBeNull();
  });
});
