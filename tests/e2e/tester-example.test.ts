import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { writeRoomNoise } from '../support/clips/wav.ts';
import { writeClip } from '../support/clips/y4m.ts';
import { startDemoWorld } from '../support/demo-world.ts';
import { browserArgs, findBrowser } from '../support/find-browser.ts';
import { built, root } from './build-once.ts';

const run = promisify(execFile);

it('the example for testers runs a whole exam, as it stands in the README', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'examus-example-'));
  const world = await startDemoWorld({ dir: join(dir, 'world'), consoleDir: built.console });
  try {
    const [camera, microphone] = [join(dir, 'camera.y4m'), join(dir, 'microphone.wav')];
    await writeClip(camera, [{ scene: 'present', seconds: 5 }]);
    await writeRoomNoise(microphone);
    const flags = [
      ...browserArgs(),
      '--enable-unsafe-swiftshader',
      `--use-file-for-fake-video-capture=${camera}`,
      `--use-file-for-fake-audio-capture=${microphone}`,
    ];
    await run(process.execPath, ['tests/e2e/example.mjs'], {
      cwd: root,
      timeout: 120_000,
      env: {
        ...process.env,
        SERVER: world.server.origin,
        EXTENSION: built.demoExtension,
        FLAGS: flags.join(' '),
        CHROME: await findBrowser(),
      },
    });
    expect(world.lms.attempts()).toHaveLength(1);
  } finally {
    await world.stop();
    await rm(dir, { recursive: true, force: true });
  }
});

it('the README shows the very example, in thirty lines', async () => {
  const readme = await readFile(resolve(root, 'README.md'), 'utf8');
  const example = await readFile(resolve(root, 'tests/e2e/example.mjs'), 'utf8');
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(30);
  expect(readme.includes(example.trim()), 'the README quotes tests/e2e/example.mjs').toBe(true);
});
