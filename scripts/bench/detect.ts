import { warningTypes } from '../../src/protocol/warnings.ts';
import type { TestBrowser } from '../../tests/support/browser.ts';
import { listenToView } from '../../tests/support/view-listener.ts';
import { lapse } from '../../tests/support/wait.ts';
import { builtExtension } from './built.ts';
import { timeSamples } from './detect-samples.ts';
import { memoryMb, type Process, processTree } from './processes.ts';
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

export const detect: Bench = {
  name: 'detect',
  run: async (options) => {
    const { sample, raw } = await timeSamples(await builtExtension(), options.isQuick ? 100 : 600);
    const results = [
      sampleResult('median', median(sample), median(raw)),
      sampleResult('95th percentile', p95(sample), p95(raw)),
    ];
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

function sampleResult(which: string, ours: number, floor: number): Result {
  const ratio = ours / floor;
  return {
    bench: 'detect',
    figure: `presence, one sample, ${which} (floor: the bare detectForVideo call on the same picture)`,
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
    goal: '<= 0.25 cores at 4 a second',
    met: median(shares) <= 0.25 && slowest === 4,
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
  const measure = () =>
    processTree(pidOf(machine))
      .filter(isOurs)
      .reduce((total, { pid }) => total + memoryMb(pid), 0);
  const overMs = isQuick ? MINUTE_MS / 2 : 10 * MINUTE_MS;
  const before = measure();
  await lapse(overMs);
  const after = measure();
  return {
    bench: 'detect',
    figure: `memory of the extension's processes after ${overMs / MINUTE_MS} more min of detection (floor: before them)`,
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
