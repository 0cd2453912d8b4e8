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

/** A machine where Chrome asks and nobody answers, then one where it refuses, is dark, and the server is away. */
export async function takeTrouble(album: Album): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'examus-pictures-'));
  const microphone = join(dir, 'microphone.wav');
  await writeRoomNoise(microphone);
  const camera = await LiveCamera.open(join(dir, 'camera.y4m'));
  const world = await startDemoWorld({ dir: join(dir, 'world') });
  const machine = await launchBrowser({
    extension: resolve(root, 'dist/extension'),
    camera: camera.file,
    microphone,
    promptsAnswered: false,
  });
  try {
    const student = new Student(machine, camera);
    await student.opensPortal(world.server.origin);
    await student.signsIn(STUDENT.login);
    const { portal } = student;
    const beginsCheck = async () => {
      await portal.reload();
      await portal.evaluate(() => (location.hash = '#/check'));
      await press(portal, words('portal', 'check_begin'));
    };
    await beginsCheck();
    await portal.waitForSelector('.camera-step');
    await album.take(portal, 'camera-prompt');

    for (const name of inputs) await allow(machine, name, 'denied');
    await beginsCheck();
    await find(portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
    await album.take(portal, 'check-refused');

    for (const name of inputs) await allow(machine, name, 'granted');
    await student.shows('dark');
    await beginsCheck();
    await student.sharesScreen();
    await find(portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
    await album.take(portal, 'check-advised');

    await world.server.stop();
    await beginsCheck();
    await student.sharesScreen();
    await find(portal, 'button', 'Повторить проверку', { timeoutMs: 90_000 });
    await album.take(portal, 'check-no-server');
    await portal.evaluate(() => (location.hash = '#/exams'));
    await portal.reload();
    await seesText(portal, words('common', 'retry'), { timeoutMs: 60_000 });
    await album.take(portal, 'list-no-server');
  } finally {
    await machine.close();
    await world.stop();
    await camera.close();
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}
