import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, type TestBrowser } from './browser.ts';
import { LiveCamera } from './clips/camera.ts';
import { writeRoomNoise } from './clips/wav.ts';
import { type DemoWorld, type DemoWorldOptions, startDemoWorld } from './demo-world.ts';
import { Proctor } from './proctor.ts';
import { Student } from './student.ts';

export interface ExamRoomOptions extends Omit<DemoWorldOptions, 'dir' | 'consoleDir'> {
  built: { demoExtension: string; console: string };
}

/** A demo world with one student and one proctor, each at a computer of their own; nobody is signed in yet. */
export interface ExamRoom {
  dir: string;
  world: DemoWorld;
  /** The student's, with a camera that can be told what to show, and a microphone. */
  machine: TestBrowser;
  desk: TestBrowser;
  camera: LiveCamera;
  student: Student;
  proctor: Proctor;
  close: () => Promise<void>;
}

/** @param name of the folder that everything of it lies in */
export async function openExamRoom(name: string, { built, ...options }: ExamRoomOptions): Promise<ExamRoom> {
  const dir = await mkdtemp(join(tmpdir(), `examus-${name}-`));
  const closing = [() => rm(dir, { recursive: true, force: true, maxRetries: 5 })];
  const close = async () => {
    for (const each of closing.toReversed()) await each();
  };
  try {
    const microphone = join(dir, 'microphone.wav');
    await writeRoomNoise(microphone);
    const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
    closing.push(() => camera.close());
    const world = await startDemoWorld({ ...options, dir: join(dir, 'world'), consoleDir: built.console });
    closing.push(() => world.stop());
    const desk = await launchBrowser();
    closing.push(() => desk.close());
    const machine = await launchBrowser({ extension: built.demoExtension, camera: camera.file, microphone });
    closing.push(() => machine.close());
    const student = new Student(machine, camera);
    const proctor = new Proctor(desk, world.server.origin);
    return { dir, world, machine, desk, camera, student, proctor, close };
  } catch (error) {
    await close();
    throw error;
  }
}
