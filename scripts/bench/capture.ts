import type { Page } from 'puppeteer';
import type { Shape } from '../../src/content/panel/layout.ts';
import { warningTypes } from '../../src/protocol/warnings.ts';
import { launchBrowser, type TestBrowser } from '../../tests/support/browser.ts';
import { find, follow, press } from '../../tests/support/page-tools.ts';
import { lapse } from '../../tests/support/wait.ts';
import { words } from '../../tests/support/words.ts';
import { captureBare } from './bare-capture.ts';
import { cpuSecondsOf, memoryMb, processTree } from './processes.ts';
import { type Bench, type BenchOptions, median, type Result, rounded } from './result.ts';
import { type RunningExam, setStage, type Stage, startRunningExam } from './running-exam.ts';
import { typingDelays } from './typing.ts';

/**
 * What an exam costs the student's computer. Three browsers show the same question of the same quiz: one does nothing
 * else, one also records the same tracks in a bare page, one sits the exam. All processes of each are counted, since
 * capture, encoding and drawing are spread over most of them, and the first one's time is taken off both others: what is
 * left is the extension, or the bare recording. All three are measured in the same seconds, so that whatever else the
 * machine does hits all alike.
 */
const PRESENCE = 'Экзамен с присутствием';
const NO_EYES = 'Экзамен без присутствия';
const settings = { identification: 'skip' as const, durationMinutes: 60 };
/** What a count of faces tells; gaze and voice have a cost of their own. */
const presence: ReadonlySet<string> = new Set(['no_user_in_frame', 'extra_user_in_frame']);
const exams = [
  {
    key: 'presence',
    name: PRESENCE,
    courseName: 'Замеры',
    cmid: 1,
    settings: { ...settings, disabledDetectors: warningTypes.filter((type) => !presence.has(type)) },
  },
  {
    key: 'no-eyes',
    name: NO_EYES,
    courseName: 'Замеры',
    cmid: 1,
    settings: { ...settings, disabledDetectors: [...warningTypes] },
  },
];
/** The page of the demo quiz with an essay. */
const ESSAY_PAGE = 4;
const THROTTLE = 4;
const TYPING_BLOCKS = 4;

export const capture: Bench = {
  name: 'capture',
  run: async (options) => {
    const stage = await setStage(exams);
    const open: TestBrowser[] = [];
    const close = async (machine: TestBrowser) => {
      open.splice(open.indexOf(machine), 1);
      await machine.close();
    };
    try {
      const plain = await openQuizIn(stage, open);
      await plain.page.emulateCPUThrottling(THROTTLE);
      const before = await types(plain.page, options);
      await plain.page.emulateCPUThrottling(null);

      const bare = await openQuizIn(stage, open);
      const recorder = await bare.machine.browser.newPage();
      await recorder.goto(`${stage.world.server.origin}/healthz`);
      await captureBare(recorder);
      await bare.page.bringToFront();
      await plain.page.emulateCPUThrottling(THROTTLE);
      const besideBare = await types(plain.page, options);
      await plain.page.emulateCPUThrottling(null);
      const machines = { plain: plain.machine, bare: bare.machine };

      const blind = await startExam(stage, open, NO_EYES, 'student');
      const drawn = await measureCpu({ ...machines, exam: blind.machine }, options);
      await close(blind.machine);

      const seeing = await startExam(stage, open, PRESENCE, 'student2');
      const { quiz } = seeing.student;
      const seen: Shares[] = [];
      const folded: Shares[] = [];
      for (let turn = 0; turn < 2; turn++) {
        seen.push(...(await measureCpu({ ...machines, exam: seeing.machine }, options)));
        await press(quiz, words('panel', 'collapse'));
        await showAnew(quiz, 'collapsed');
        folded.push(...(await measureCpu({ ...machines, exam: seeing.machine }, options)));
        await press(quiz, words('panel', 'expand'));
        await showAnew(quiz, 'open');
      }
      await close(bare.machine);

      await quiz.emulateCPUThrottling(THROTTLE);
      const beside = await types(quiz, options);
      await throttleOurs(seeing);
      const during = await types(quiz, options);
      const memory = memoryOf(seeing.machine, plain.machine);
      await close(seeing.machine);

      await plain.page.emulateCPUThrottling(THROTTLE);
      const after = await types(plain.page, options);
      const without = { what: 'without the extension', delays: [...before, ...after] };
      const recorded = {
        what: 'without the extension, while a bare page records the same',
        delays: besideBare,
      };
      return [
        ...cpuResults('panel open and looked at', drawn, 1.3),
        ...cpuResults('panel open and looked at, presence watched', seen, 1.6),
        ...cpuResults('panel collapsed, presence watched', folded, 1.4),
        memory,
        typingResult('exam running', beside, without),
        typingResult('exam running', beside, recorded),
        typingResult('exam running, our own pages throttled too', during, without),
      ];
    } finally {
      for (const machine of open) await machine.close();
      await stage.stop();
    }
  },
};

async function openQuizIn(stage: Stage, open: TestBrowser[]): Promise<{ machine: TestBrowser; page: Page }> {
  const machine = await launchBrowser({ camera: stage.camera.file, microphone: stage.microphone });
  open.push(machine);
  const page = (await machine.browser.pages())[0]!;
  await page.goto(stage.world.lms.quizUrl(1));
  const button = await find(page, 'button', 'Начать тестирование');
  await follow(page, () => button.click());
  await page.goto(`${page.url()}&page=${ESSAY_PAGE}`);
  await page.bringToFront();
  return { machine, page };
}

async function startExam(
  stage: Stage,
  open: TestBrowser[],
  name: string,
  login: string,
): Promise<RunningExam> {
  const running = await startRunningExam(stage, name, login);
  open.push(running.machine);
  const { quiz } = running.student;
  await quiz.goto(`${quiz.url()}&page=${ESSAY_PAGE}`);
  await quiz.bringToFront();
  await showAnew(quiz, 'open');
  return running;
}

/**
 * As the student sees it. A page that was asked for its buttons and texts, as tests do, keeps what assistive technology
 * would want to know up to date from then on, with every frame: until it is loaded anew.
 */
async function showAnew(quiz: Page, shape: Shape): Promise<void> {
  await quiz.reload();
  await quiz.waitForSelector(`examus-panel[data-shape=${shape}]`);
}

/** Of one processor core, in one stretch of time. */
type Shares = Record<'plain' | 'bare' | 'exam', number>;

/** Some stretches of time, one after another. */
async function measureCpu(
  machines: Record<keyof Shares, TestBrowser>,
  { isQuick }: BenchOptions,
): Promise<Shares[]> {
  const shares: Shares[] = [];
  // What starts an exam or folds a panel is not what it costs.
  await lapse(isQuick ? 4000 : 10_000);
  for (let stretch = 0; stretch < (isQuick ? 2 : 6); stretch++) {
    const [from, startedAt] = [cpuOf(machines), performance.now()];
    await lapse(isQuick ? 5000 : 10_000);
    const [to, seconds] = [cpuOf(machines), (performance.now() - startedAt) / 1000];
    const share = (who: keyof Shares) => (to[who] - from[who]) / seconds;
    shares.push({ plain: share('plain'), bare: share('bare'), exam: share('exam') });
  }
  return shares;
}

const cpuOf = (machines: Record<keyof Shares, TestBrowser>): Shares => ({
  plain: cpuSecondsOf(pidOf(machines.plain)),
  bare: cpuSecondsOf(pidOf(machines.bare)),
  exam: cpuSecondsOf(pidOf(machines.exam)),
});

function pidOf({ browser }: TestBrowser): number {
  const pid = browser.process()?.pid;
  if (pid === undefined) throw new Error('this browser is not ours');
  return pid;
}

function cpuResults(row: string, shares: Shares[], goal: number): Result[] {
  const ours = median(shares.map(({ plain, exam }) => exam - plain));
  const bare = median(shares.map(({ plain, bare }) => bare - plain));
  const ratio = median(shares.map(({ plain, bare, exam }) => (exam - plain) / (bare - plain)));
  return [
    {
      bench: 'capture',
      figure: `processor, ${row} (floor: a bare page that records the same tracks)`,
      value: rounded(ours, 3),
      unit: 'cores',
      floor: rounded(bare, 3),
      ratio: rounded(ratio, 2),
      goal: `<= ×${goal}, < 0.5 cores`,
      met: ratio <= goal && ours < 0.5,
    },
  ];
}

/**
 * Slows the main threads of portal and offscreen document as well (all that CDP can slow; workers, the encoders and
 * Chrome's own processes stay as they are). Chrome slows a thread by keeping its core busy: each idle page that is
 * throttled four times takes 0.4 of one, so that on few cores this is a slower computer than it says.
 */
async function throttleOurs({ machine, student }: RunningExam): Promise<void> {
  const pages = [student.portal, await machine.offscreen()];
  for (const page of pages) await page.emulateCPUThrottling(THROTTLE);
}

/** The processes of the extension, and what the quiz's own process holds more than without us. */
function memoryOf(machine: TestBrowser, plain: TestBrowser): Result {
  const renderers = (one: TestBrowser) =>
    processTree(pidOf(one)).filter(({ command }) => command.includes('--type=renderer'));
  const isOurs = ({ command }: { command: string }) => command.includes('--extension-process');
  const most = (pids: number[]) => Math.max(...pids.map(memoryMb));
  const own = renderers(machine).filter(isOurs);
  const extension = own.reduce((sum, { pid }) => sum + memoryMb(pid), 0);
  const pages = renderers(machine).filter((process) => !isOurs(process));
  const inPage = most(pages.map(({ pid }) => pid)) - most(renderers(plain).map(({ pid }) => pid));
  const whole = extension + Math.max(0, inPage);
  return {
    bench: 'capture',
    figure: `memory of the extension's ${own.length} processes and its part of the quiz page (${rounded(inPage)} MB), processor throttled ${THROTTLE}×`,
    value: rounded(whole),
    unit: 'MB',
    goal: '< 300 MB',
    met: whole < 300,
  };
}

/** Medians of some blocks of keys. */
async function types(page: Page, { isQuick }: BenchOptions): Promise<number[]> {
  const blocks: number[] = [];
  for (let block = 0; block < TYPING_BLOCKS; block++) {
    blocks.push(median(await typingDelays(page, 'textarea', isQuick ? 20 : 60)));
  }
  return blocks;
}

interface Floor {
  what: string;
  delays: number[];
}

/** Noise is how far blocks without the exam are from each other: less than that cannot be told from nothing. */
function typingResult(when: string, during: number[], { what, delays }: Floor): Result {
  const [ours, floor] = [median(during), median(delays)];
  const noise = Math.max(...delays) - Math.min(...delays);
  return {
    bench: 'capture',
    figure: `key to frame in the quiz, throttled ${THROTTLE}×, ${when} (floor: ${what}; ${delays.length} runs so differ by up to ${rounded(noise)} ms)`,
    value: rounded(ours),
    unit: 'ms',
    floor: rounded(floor),
    ratio: rounded(ours / floor, 2),
    goal: 'no difference beyond noise',
    met: ours - floor <= noise,
  };
}
