import { clipCases, type CaseName } from '../support/clips/catalogue.ts';
import { roomSound } from '../support/sounds/room.ts';
import { lapse } from '../support/wait.ts';
import { judge, thresholdMs } from './judge.ts';
import { type SoundCase, soundCases, soundTrack } from './sound-cases.ts';
import type { CaseResult, SuiteCase, ToldWarning } from './suite-case.ts';
import { WatchedExam, type WatchedExamOptions } from './watched-exam.ts';

export interface SuiteOptions extends Pick<WatchedExamOptions, 'extension' | 'consoleDir'> {
  /** Parts of clips' or groups' names; all without it. */
  only: readonly string[];
  /** How long nothing may be warned of while a student sits and types; 0 = not tried. */
  typingMinutes: number;
  onResult: (result: CaseResult) => void;
}

interface PictureCase extends SuiteCase {
  clip: CaseName;
}
const pictureCases: readonly PictureCase[] = clipCases.map(({ name, group, expected, ...rest }) => ({
  clip: name,
  group,
  expected,
  ...('settings' in rest ? { settings: rest.settings } : {}),
  ...('fault' in rest ? { fault: rest.fault } : {}),
}));

/** What a microphone's warnings are; all others are the camera's, and the page's. */
const ofSound = new Set(['voice_detected', 'mic_no_sound', 'mic_muted', 'mic_no_device_connected']);
/** Longer than any threshold of a picture that must not be warned of: frozen takes ten seconds. */
const QUIET_MS = 12_000;
/** How long an expected warning is waited for beyond what counts as late. */
const PATIENCE_MS = 4000;
/** A sound's own pauses between words: so much longer it takes until the speech in it adds up. */
const PAUSES_MS = 700;

/** Runs every clip through real exams: pictures and sounds at the same time, since neither tells of the other. */
export async function runSuite(options: SuiteOptions): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  const tell = (result: CaseResult) => {
    results.push(result);
    options.onResult(result);
  };
  const isChosen = ({ clip, group }: SuiteCase) =>
    options.only.length === 0 || options.only.some((part) => clip.includes(part) || group.includes(part));
  const bySettings = ({ settings = {} }: SuiteCase) => JSON.stringify(settings);
  const pictures = Map.groupBy(pictureCases.filter(isChosen), bySettings);
  const sounds = Map.groupBy(soundCases.filter(isChosen), bySettings);
  for (const key of new Set([...pictures.keys(), ...sounds.keys()])) {
    const settings = JSON.parse(key) as NonNullable<SuiteCase['settings']>;
    await runExam(options, settings, pictures.get(key) ?? [], sounds.get(key) ?? [], tell);
  }
  const typing = { clip: 'present, typing', group: 'half an hour', expected: [] } satisfies SuiteCase;
  if (options.typingMinutes > 0 && isChosen(typing)) tell(await sitAndType(options, typing));
  return results;
}

async function runExam(
  options: SuiteOptions,
  settings: NonNullable<SuiteCase['settings']>,
  pictures: readonly PictureCase[],
  sounds: readonly SoundCase[],
  tell: (result: CaseResult) => void,
): Promise<void> {
  // The check before the exam takes some of it: the first clip comes after a minute of quiet.
  const quiet = roomSound('quiet room', 60);
  const track = soundTrack(sounds);
  const whole = new Float32Array(quiet.length + track.sound.length);
  whole.set(quiet);
  whole.set(track.sound, quiet.length);
  const exam = await WatchedExam.start({ ...options, settings, sound: sounds.length > 0 ? whole : quiet });
  try {
    const playing = Promise.resolve().then(() => judgeSounds(exam, sounds, track.startsAt, tell));
    for (const one of pictures) tell(await show(exam, one));
    await playing;
  } finally {
    await exam.stop();
  }
}

/** Shows one picture after a student who sits there, until what it must raise is told. */
async function show(exam: WatchedExam, one: PictureCase): Promise<CaseResult> {
  await exam.camera.show(one.clip);
  const onset = exam.camera.shown.at(-1)!.at;
  const since = (told: readonly ToldWarning[]) =>
    told.filter(({ type, toldAt }) => toldAt >= onset && !ofSound.has(type));
  const slowest = Math.max(0, ...one.expected.map((type) => thresholdMs(type, one)));
  const until = onset + (one.expected.length === 0 ? QUIET_MS : slowest + PATIENCE_MS);
  while (Date.now() < until) {
    await lapse(200);
    const told = since(await exam.warnings());
    if (
      one.expected.length > 0 &&
      one.expected.every((type) => told.some((warning) => warning.type === type))
    ) {
      break;
    }
  }
  await exam.camera.show('present');
  // What this one raised must not be taken for the next one's, and what still comes of it is its own.
  const restUntil = Date.now() + 8000;
  while (
    Date.now() < restUntil &&
    (await exam.warnings()).some(({ type, isOver }) => !isOver && !ofSound.has(type))
  ) {
    await lapse(200);
  }
  await lapse(1500);
  return judge(one, onset, since(await exam.warnings()));
}

async function judgeSounds(
  exam: WatchedExam,
  sounds: readonly SoundCase[],
  startsAt: readonly number[],
  tell: (result: CaseResult) => void,
): Promise<void> {
  const QUIET_BEFORE_S = 60;
  for (const [index, one] of sounds.entries()) {
    const onset = exam.soundSince + (QUIET_BEFORE_S + startsAt[index]!) * 1000;
    if (index === 0 && onset < Date.now()) throw new Error('the exam began after its first sound');
    const next = onset + 15_500;
    await lapse(Math.max(0, next - Date.now()));
    const told = (await exam.warnings()).filter(
      ({ type, toldAt }) => ofSound.has(type) && toldAt >= onset - 500 && toldAt < next,
    );
    tell(judge(one, onset, told, PAUSES_MS));
  }
}

/** Everybody who sits there as they should, one after another. */
const looks = pictureCases.filter(({ expected, settings }) => expected.length === 0 && !settings);
/** How long each is shown: ten to twenty seconds. */
const LOOK_MS = { from: 10_000, step: 2500, steps: 5 };
/** The page of the demo quiz with an essay. */
const ESSAY_PAGE = 4;

/** Gives what types into it, key by key, until a moment. */
async function answersAnEssay(exam: WatchedExam): Promise<(until: number) => Promise<void>> {
  const { quiz } = exam.student;
  await quiz.goto(`${quiz.url()}&page=${ESSAY_PAGE}`);
  await quiz.bringToFront();
  await quiz.waitForSelector('textarea');
  const sentence = 'Матрица обратима тогда и только тогда, когда её определитель не равен нулю. ';
  return async (until) => {
    await quiz.focus('textarea');
    await quiz.$eval('textarea', (box) => (box.value = ''));
    while (Date.now() < until) await quiz.keyboard.type(sentence, { delay: 110 });
  };
}

async function sitAndType(options: SuiteOptions, one: SuiteCase): Promise<CaseResult> {
  const exam = await WatchedExam.start({ ...options, settings: {}, sound: roomSound('typing', 60) });
  try {
    const typing = await answersAnEssay(exam);
    const onset = Date.now();
    const until = onset + options.typingMinutes * 60_000;
    for (let turn = 0; Date.now() < until; turn++) {
      await exam.camera.show(looks[turn % looks.length]!.clip);
      const lookMs = LOOK_MS.from + (turn % LOOK_MS.steps) * LOOK_MS.step;
      await typing(Math.min(until, Date.now() + lookMs));
    }
    const clip = `${one.clip}, ${options.typingMinutes} min`;
    return judge({ ...one, clip }, onset, await exam.warnings());
  } finally {
    await exam.stop();
  }
}
