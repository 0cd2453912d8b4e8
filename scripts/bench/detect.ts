import { warningTypes } from '../../src/protocol/warnings.ts';
import type { TestBrowser } from '../../tests/support/browser.ts';
import { listenToView } from '../../tests/support/view-listener.ts';
import { lapse } from '../../tests/support/wait.ts';
import { builtExtension } from './built.ts';
import { openSamples, type SamplePage } from './detect-samples.ts';
import { cpuSecondsOf, memoryMb, type Process, processTree } from './processes.ts';
import { type Bench, type BenchOptions, median, p95, type Result, rounded } from './result.ts';
import { type RunningExam, setStage, type Stage, startRunningExam } from './running-exam.ts';

/** What detection costs: one sample beside the library's bare call, a whole exam's eyes and ears, memory over time. */
const WATCHED = 'Экзамен под взглядом';
const BLIND = 'Экзамен без взгляда';
const settings = { identification: 'skip' as const, durationMinutes: 60 };
const exams = [
  { key: 'watched', name: WATCHED, courseName: 'Замеры', cmid: 1, settings },
  {
    key: 'blind',
    name: BLIND,
    courseName: 'Замеры',
    cmid: 1,
    settings: { ...settings, disabledDetectors: [...warningTypes] },
  },
];
const MINUTE_MS = 60_000;
const LOOKS_PER_S = 4;
const LOOKS_A_MINUTE = 60 * LOOKS_PER_S;
const WARM_UP_LOOKS = 40;

export const detect: Bench = {
  name: 'detect',
  run: async (options) => {
    const results = await ofSamples(options);
    const stage = await setStage(exams);
    const open: RunningExam[] = [];
    const start = async (name: string, login: string) => {
      const exam = await startRunningExam(stage, name, login);
      open.push(exam);
      return exam;
    };
    try {
      const watched = await start(WATCHED, 'student');
      const blind = await start(BLIND, 'student2');
      results.push(...(await processorOf(stage, watched, blind, options)));
      await blind.machine.close();
      open.pop();
      return [...results, await memoryOverTime(watched.machine, options)];
    } finally {
      for (const { machine } of open) await machine.close();
      await stage.stop();
    }
  },
};

/** In a page of their own, at a pace that no busy machine slows down. */
async function ofSamples(options: BenchOptions): Promise<Result[]> {
  const page = await openSamples(await builtExtension());
  try {
    const { sample, raw } = await page.time(options.isQuick ? 100 : 1500);
    const looking = await lookingResult(page, options);
    await page.watch(2 * LOOKS_A_MINUTE, 0);
    return [
      sampleResult('median', median(sample), median(raw)),
      sampleResult('95th percentile', p95(sample), p95(raw)),
      looking,
      await memoryResult(
        page.pid,
        "after ten minutes' looks, one straight after the other",
        () => true,
        async () => {
          for (let minute = 0; minute < 10; minute++) await page.watch(LOOKS_A_MINUTE, 0);
        },
      ),
    ];
  } finally {
    await page.close();
  }
}

async function lookingResult(page: SamplePage, { isQuick }: BenchOptions): Promise<Result> {
  await page.watch(WARM_UP_LOOKS, 0);
  const seconds = isQuick ? 8 : 30;
  const share = async (act: () => Promise<number>) => {
    const [before, startedAt] = [cpuSecondsOf(page.pid), performance.now()];
    const left = await act();
    return { left, cores: (cpuSecondsOf(page.pid) - before) / ((performance.now() - startedAt) / 1000) };
  };
  const idle = await share(() => lapse(seconds * 1000).then(() => 0));
  const looking = await share(() => page.watch(seconds * LOOKS_PER_S, 1000 / LOOKS_PER_S));
  const cores = looking.cores - idle.cores;
  return {
    bench: 'detect',
    figure: `processor, faces near ${LOOKS_PER_S} times a second, pose once, twice while it turns, further away once, twice where something moves (${looking.left} looks left out)`,
    value: rounded(cores, 3),
    unit: 'cores',
    goal: '<= 0.25 cores',
    met: cores <= 0.25 && looking.left === 0,
  };
}

function sampleResult(which: string, ours: number, floor: number): Result {
  const ratio = ours / floor;
  return {
    bench: 'detect',
    figure: `presence, one sample, ${which} (floor: the bare detectForVideo call on the camera's picture)`,
    value: rounded(ours, 2),
    unit: 'ms',
    floor: rounded(floor, 2),
    ratio: rounded(ratio, 3),
    goal: '<= ×1.1',
    met: ratio <= 1.1,
  };
}

/** Both exams in the same seconds; what the watched one takes more is detection. */
async function processorOf(
  stage: Stage,
  watched: RunningExam,
  blind: RunningExam,
  { isQuick }: BenchOptions,
): Promise<Result[]> {
  await stage.camera.show('present');
  const view = await listenToView(watched.student.portal);
  await lapse(isQuick ? 5000 : 15_000);
  const stretches: { whole: number; own: number }[] = [];
  let slowest = 4;
  for (let stretch = 0; stretch < (isQuick ? 2 : 8); stretch++) {
    const [before, startedAt] = [cpuOf([watched, blind]), performance.now()];
    await lapse(isQuick ? 5000 : 10_000);
    const [after, seconds] = [cpuOf([watched, blind]), (performance.now() - startedAt) / 1000];
    const more = (part: 'whole' | 'own') => {
      const [ours, theirs] = [0, 1].map((index) => after[index]![part] - before[index]![part]);
      return (ours! - theirs!) / seconds;
    };
    stretches.push({ whole: more('whole'), own: more('own') });
    slowest = Math.min(slowest, (await view())?.meter?.samplesPerSecond ?? 0);
  }
  const result = (what: string, shares: number[]): Result => ({
    bench: 'detect',
    figure: `processor, ${what}, with eyes and ears less without, ${slowest} samples a second`,
    value: rounded(median(shares), 3),
    unit: 'cores',
    // At whatever pace the exam has: calm it looks half as often, and full pace has its figure above.
    goal: '<= 0.25 cores',
    met: median(shares) <= 0.25,
  });
  return [
    result(
      "the extension's own processes",
      stretches.map(({ own }) => own),
    ),
    result(
      'all of the browser',
      stretches.map(({ whole }) => whole),
    ),
  ];
}

/** Seconds of processor time of each exam's browser, and of the extension's processes in it. */
const cpuOf = (exams: RunningExam[]): { whole: number; own: number }[] =>
  exams.map(({ machine }) => {
    const all = processTree(pidOf(machine));
    return { whole: sum(all), own: sum(all.filter(isOurs)) };
  });
const sum = (processes: Process[]): number => processes.reduce((total, { cpuS }) => total + cpuS, 0);
const isOurs = ({ command }: Process): boolean => command.includes('--extension-process');

async function memoryOverTime(machine: TestBrowser, { isQuick }: BenchOptions): Promise<Result> {
  const overMs = isQuick ? MINUTE_MS / 2 : 10 * MINUTE_MS;
  const what = `after ${overMs / MINUTE_MS} more min of detection in an exam`;
  return memoryResult(pidOf(machine), what, isOurs, () => lapse(overMs));
}

async function memoryResult(
  pid: number,
  what: string,
  isMeant: (process: Process) => boolean,
  act: () => Promise<unknown>,
): Promise<Result> {
  const measure = () =>
    processTree(pid)
      .filter(isMeant)
      .reduce((total, { pid }) => total + memoryMb(pid), 0);
  const before = measure();
  await act();
  const after = measure();
  return {
    bench: 'detect',
    figure: `memory ${what} (floor: before)`,
    value: rounded(after),
    unit: 'MB',
    floor: rounded(before),
    ratio: rounded(after / before, 2),
    goal: 'flat: <= ×1.1',
    met: after <= 1.1 * before,
  };
}

function pidOf({ browser }: TestBrowser): number {
  const pid = browser.process()?.pid;
  if (pid === undefined) throw new Error('this browser is not ours');
  return pid;
}
