import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, type TestBrowser } from '../../tests/support/browser.ts';
import { callExtension } from '../../tests/support/call-extension.ts';
import { LiveCamera } from '../../tests/support/clips/camera.ts';
import { writeRoomNoise } from '../../tests/support/clips/wav.ts';
import { type DemoWorld, type ExamIdea, startDemoWorld } from '../../tests/support/demo-world.ts';
import { freePort } from '../../tests/support/exam-server.ts';
import { layLine, type Line } from '../../tests/support/line.ts';
import { Student } from '../../tests/support/student.ts';
import { words } from '../../tests/support/words.ts';
import { builtExtension } from './built.ts';

/** Servers, and what the fake camera and microphone of every browser on them show. */
export interface Stage {
  world: DemoWorld;
  /** Between every student and the server. */
  line: Line;
  camera: LiveCamera;
  microphone: string;
  dir: string;
  stop: () => Promise<void>;
}

export async function setStage(exams: readonly ExamIdea[]): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'examus-bench-'));
  const microphone = join(dir, 'microphone.wav');
  await writeRoomNoise(microphone);
  const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
  const port = await freePort();
  const line = await layLine(`http://127.0.0.1:${port}`);
  await mkdir(join(dir, 'world'));
  const world = await startDemoWorld({
    dir: join(dir, 'world'),
    exams: [...exams],
    publicOrigin: line.origin,
    ports: { server: port },
  });
  return {
    world,
    line,
    camera,
    microphone,
    dir,
    stop: async () => {
      await world.stop();
      await line.close();
      await camera.close();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export interface RunningExam {
  machine: TestBrowser;
  student: Student;
  sessionId: string;
  /** Bytes that had gone up the line before the exam began. */
  sentBefore: number;
}

/** A student who has begun the exam of this name and has the attempt's first question before them. */
export async function startRunningExam(stage: Stage, exam: string, login: string): Promise<RunningExam> {
  const machine = await launchBrowser({
    extension: await builtExtension(),
    camera: stage.camera.file,
    microphone: stage.microphone,
  });
  try {
    const student = new Student(machine, stage.camera);
    await student.opensPortal(stage.line.origin);
    await student.signsIn(login);
    await student.startsExam(exam);
    await student.consents();
    await student.passesCheck();
    const sentBefore = stage.line.sent();
    await student.begins();
    await student.startsAttempt();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    const current = await callExtension(student.portal, 'background', 'exam/current');
    if (!current) throw new Error('the extension knows no exam under way');
    return { machine, student, sessionId: current.sessionId, sentBefore };
  } catch (error) {
    await machine.close();
    throw error;
  }
}
