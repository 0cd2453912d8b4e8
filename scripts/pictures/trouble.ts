import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchBrowser } from '../../tests/support/browser.ts';
import { LiveCamera } from '../../tests/support/clips/camera.ts';
import { writeRoomNoise } from '../../tests/support/clips/wav.ts';
import { startDemoWorld } from '../../tests/support/demo-world.ts';
import { STUDENT } from '../../tests/support/journey/steps.ts';
import { find, press, seesText } from '../../tests/support/page-tools.ts';
import { allow, inputs } from '../../tests/support/permissions.ts';
import { Student } from '../../tests/support/student.ts';
import { words } from '../../tests/support/words.ts';
import type { Album } from './album.ts';

const root = resolve(import.meta.dirname, '../..');

/** A machine where Chrome asks and nobody answers, then refuses; another that is dark, and then the server is away. */
export async function takeTrouble(album: Album): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'examus-pictures-'));
  const microphone = join(dir, 'microphone.wav');
  await writeRoomNoise(microphone);
  const camera = await LiveCamera.open(join(dir, 'camera.y4m'), 'dark');
  const world = await startDemoWorld({ dir: join(dir, 'world') });
  const onMachine = async (promptsAnswered: boolean, takes: (student: Student) => Promise<void>) => {
    const extension = resolve(root, 'dist/extension');
    const machine = await launchBrowser({ extension, camera: camera.file, microphone, promptsAnswered });
    try {
      const student = new Student(machine, camera);
      await student.opensPortal(world.server.origin);
      await student.signsIn(STUDENT.login);
      await takes(student);
    } finally {
      await machine.close();
    }
  };
  try {
    await onMachine(false, (student) => takeQuestions(student, album));
    await onMachine(true, async (student) => {
      await beginsCheck(student);
      await student.sharesScreen();
      await isChecked(student);
      await album.take(student.portal, 'check-advised');
      await world.server.stop();
      await takeServerAway(student, album);
    });
  } finally {
    await world.stop();
    await camera.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function beginsCheck({ portal }: Student): Promise<void> {
  await portal.reload();
  await portal.evaluate(() => (location.hash = '#/check'));
  await press(portal, words('portal', 'check_begin'));
}

const isChecked = ({ portal }: Student) =>
  find(portal, 'button', 'Повторить проверку', { timeoutMs: 90_000 });

async function takeQuestions(student: Student, album: Album): Promise<void> {
  // Headless Chrome refuses at once where another would ask.
  const unanswered = await student.portal.evaluateOnNewDocument(() => {
    navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
  });
  await beginsCheck(student);
  await student.portal.waitForSelector('.camera-step');
  await album.take(student.portal, 'camera-prompt');
  await student.portal.removeScriptToEvaluateOnNewDocument(unanswered.identifier);
  for (const name of inputs) await allow(student.machine, name, 'denied');
  await beginsCheck(student);
  await isChecked(student);
  await album.take(student.portal, 'check-refused');
}

async function takeServerAway(student: Student, album: Album): Promise<void> {
  const { portal } = student;
  await student.repeatsCheck();
  await album.take(portal, 'check-no-server');
  await portal.evaluate(() => (location.hash = '#/exams'));
  await portal.reload();
  await seesText(portal, words('common', 'retry'), { timeoutMs: 60_000 });
  await album.take(portal, 'list-no-server');
}
