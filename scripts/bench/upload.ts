import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lapse } from '../../tests/support/wait.ts';
import { sentByPlainPut } from './plain-put.ts';
import { type Bench, type Result, rounded } from './result.ts';
import { type RunningExam, setStage, type Stage, startRunningExam } from './running-exam.ts';

/**
 * A whole exam over a line that counts: everything the extension sends to the server from «Начать» until all is saved —
 * bytes of the recordings, their facts, the journal, preflights, the live socket, every header — as TCP carries it over
 * HTTP/1.1 (TLS and HTTP/2 of a real deployment add about 0.2 % and take most of the headers away again). Recorded is
 * what the server keeps of it.
 */
const EXAM = 'Тест на пять минут';
const exam = {
  key: 'upload',
  name: EXAM,
  courseName: 'Замеры',
  cmid: 1,
  settings: { identification: 'skip' as const, durationMinutes: 30 },
};
/** A page of the quiz is turned this often. */
const QUESTION_MS = 30_000;

export const upload: Bench = {
  name: 'upload',
  run: async ({ isQuick }) => {
    const stage = await setStage([exam]);
    try {
      const running = await startRunningExam(stage, EXAM, 'student');
      const startedAt = Date.now();
      await takesQuiz(running, isQuick ? 60_000 : 300_000);
      const seconds = (Date.now() - startedAt) / 1000;
      await running.student.finishesExam();
      await running.student.waitsUntilSaved();
      const sent = stage.line.sent() - running.sentBefore;
      await running.machine.close();
      const sizes = await keptSizes(stage, running.sessionId);
      return figures(sent, sizes, await sentByPlainPut(sizes), seconds);
    } finally {
      await stage.stop();
    }
  },
};

async function takesQuiz({ student, machine }: RunningExam, forMs: number): Promise<void> {
  const overAt = Date.now() + forMs;
  try {
    while (Date.now() + QUESTION_MS < overAt) {
      await lapse(QUESTION_MS);
      if (!student.quiz.url().includes('summary.php')) await student.answersQuestion();
    }
    await lapse(Math.max(0, overAt - Date.now()));
  } catch (error) {
    await machine.close();
    throw error;
  }
}

/** Of every piece the server keeps, in bytes. */
async function keptSizes(stage: Stage, sessionId: string): Promise<number[]> {
  const files = await readdir(stage.world.dataDir, { recursive: true, withFileTypes: true });
  const pieces = files.filter(
    (file) =>
      file.isFile() && /\/(camera|screen)\/\d+$/.test(file.parentPath) && file.parentPath.includes(sessionId),
  );
  return Promise.all(pieces.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
}

function figures(sent: number, sizes: readonly number[], floorSent: number, seconds: number): Result[] {
  const recorded = sizes.reduce((sum, size) => sum + size, 0);
  const ratio = sent / recorded;
  const kbits = (sent * 8) / 1000 / seconds;
  return [
    {
      bench: 'upload',
      figure: `bytes sent ÷ ${rounded(recorded / 1000, 0)} KB recorded (floor: a plain PUT of each of ${sizes.length} pieces)`,
      value: rounded(ratio, 4),
      unit: '×',
      floor: rounded(floorSent / recorded, 4),
      ratio: rounded(sent / floorSent, 4),
      goal: '<= 1.02',
      met: ratio <= 1.02,
    },
    {
      bench: 'upload',
      figure: `mean rate of a quiz of ${rounded(seconds / 60)} minutes`,
      value: rounded(kbits),
      unit: 'kbit/s',
      goal: '<= 250 kbit/s',
      met: kbits <= 250,
    },
  ];
}
