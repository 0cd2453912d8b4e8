import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseScript } from '../tests/support/clips/scene-names.ts';
import { writeRoomNoise } from '../tests/support/clips/wav.ts';
import { writeClip } from '../tests/support/clips/y4m.ts';

/** Makes a camera clip for `--use-file-for-fake-video-capture`, or room noise for a microphone (`--out x.wav`). */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    script: { type: 'string', default: 'present:10,absent:6,present:14' },
    size: { type: 'string', default: '640x480' },
    fps: { type: 'string', default: '10' },
  },
});
const [, width, height] = /^(\d+)x(\d+)$/.exec(values.size) ?? [];
const fps = Number(values.fps);
if (!values.out || !width || !height || !(fps > 0)) {
  console.error(
    'npm run clip -- --out FILE.y4m|FILE.wav [--script present:10,absent:6] [--size 640x480] [--fps 10]',
  );
  process.exit(2);
}
const out = resolve(values.out);
const shots = parseScript(values.script);
if (out.endsWith('.wav')) await writeRoomNoise(out);
else await writeClip(out, shots, { width: Number(width), height: Number(height), fps });
console.log(out);
