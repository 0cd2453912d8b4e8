import { expect, test } from 'vitest';
import type { CaptureStatus } from '../../../../protocol/calls.ts';
import type { CheckContext } from '../check.ts';
import { browser } from './browser.ts';
import { camera } from './camera.ts';
import { clock } from './clock.ts';
import { displays } from './displays.ts';
import { microphone } from './microphone.ts';
import { screen } from './screen.ts';
import { server } from './server.ts';
import { upload, uploadWithin } from './upload.ts';
import { light } from './light.ts';
import { lens } from './lens.ts';
import { face } from './face.ts';

const live = { state: 'live', label: 'X' } as const;
const all: CaptureStatus = {
  camera: { ...live, width: 640, height: 480, meanLuma: 120, lumaVariance: 900 },
  microphone: { ...live, level: 0.1 },
  screen: { ...live, surface: 'monitor', width: 1920, height: 1080 },
  tab: { state: 'off' },
  recording: false,
};
const context = (more: Partial<CheckContext> = {}, capture: Partial<CaptureStatus> = {}): CheckContext => ({
  capture: async () => ({ ...all, ...capture }),
  countFaces: async () => 1,
  calibrate: async () => true,
  countDisplays: async () => 1,
  deviceCause: { camera: null, microphone: null },
  allowMultipleDisplays: false,
  userAgent: 'Mozilla/5.0 (X11) Chrome/156.0.0.0 Safari/537.36',
  system: 'Linux',
  now: () => Date.now(),
  server: {
    origin: 'https://o7x.example',
    time: async () => Date.now(),
    uploadProbe: async (bytes) => bytes.byteLength,
    liveTicket: async () => 't',
    iceServers: async () => [],
  },
  ...more,
});
const server_ = (more: Partial<CheckContext['server']>) => ({ server: { ...context().server, ...more } });
// What would be waited for does not come: an aborted signal ends the waiting after the first look.
const ended = AbortSignal.abort();

test.each([
  ['Mozilla/5.0 Chrome/156.0.0.0', true, undefined],
  ['Mozilla/5.0 Chrome/130.0.0.0', true, undefined],
  ['Mozilla/5.0 Chrome/129.0.0.0', false, 'outdated'],
  ['Mozilla/5.0 (Linux; Android 14) Chrome/156.0.0.0 Mobile', false, 'mobile'],
  ['Mozilla/5.0 Firefox/140.0', false, 'outdated'],
])('browser %s', async (userAgent, ok, cause) => {
  const result = await browser.run(context({ userAgent }), ended);
  expect([result.ok, result.cause]).toEqual([ok, cause]);
});

test('camera: live is good, its failure is told, what the page was told goes first', async () => {
  expect(await camera.run(context(), ended)).toMatchObject({ ok: true, value: 'X, 640×480' });
  const busy = { camera: { state: 'failed', cause: 'busy', detail: 'd' } } as const;
  expect(await camera.run(context({}, busy), ended)).toMatchObject({ ok: false, cause: 'busy' });
  const refused = { deviceCause: { camera: 'refused', microphone: null } } as const;
  expect(await camera.run(context(refused, busy), ended)).toMatchObject({ cause: 'refused' });
});

test('microphone: a digital zero is silent', async () => {
  expect((await microphone.run(context(), ended)).ok).toBe(true);
  const silent = { microphone: { ...live, level: 0 } };
  expect(await microphone.run(context({}, silent), ended)).toMatchObject({ ok: false, cause: 'silent' });
});

test('lens and light by the picture', async () => {
  const dark = { camera: { ...all.camera, meanLuma: 10 } };
  const covered = { camera: { ...all.camera, lumaVariance: 1 } };
  expect((await light.run(context(), ended)).ok).toBe(true);
  expect(await light.run(context({}, dark), ended)).toMatchObject({ cause: 'dark' });
  expect((await lens.run(context(), ended)).ok).toBe(true);
  expect(await lens.run(context({}, covered), ended)).toMatchObject({ cause: 'covered' });
});

test.each([
  [1, true, undefined],
  [0, false, 'no_face'],
  [2, false, 'many_faces'],
  [null, false, 'failed'],
])('%s faces', async (faces, ok, cause) => {
  const result = await face.run(context({ countFaces: async () => faces }), ended);
  expect([result.ok, result.cause]).toEqual([ok, cause]);
});

test('only a whole screen counts', async () => {
  expect((await screen.run(context(), ended)).ok).toBe(true);
  const window = { screen: { ...live, surface: 'window' } } as const;
  expect(await screen.run(context({}, window), ended)).toMatchObject({ cause: 'not_whole_screen' });
  expect(await screen.run(context({}, { screen: { state: 'off' } }), ended)).toMatchObject({
    cause: 'dismissed',
  });
});

test('several displays fail unless the exam allows them', async () => {
  const two = { countDisplays: async () => 2 };
  expect(await displays.run(context(two), ended)).toMatchObject({ ok: false, value: '2' });
  expect((await displays.run(context({ ...two, allowMultipleDisplays: true }), ended)).ok).toBe(true);
});

test('a server that does not answer is unreachable', async () => {
  const signal = new AbortController().signal;
  expect((await server.run(context(), signal)).ok).toBe(true);
  const gone = server_({ time: async () => Promise.reject(new Error('no answer')) });
  expect(await server.run(context(gone), signal)).toMatchObject({
    cause: 'unreachable',
    value: 'o7x.example',
  });
});

test('upload sends at least a megabyte and tells the speed', async () => {
  let now = 0;
  let sent = 0;
  const line = (kbps: number) => ({
    now: () => now,
    ...server_({
      uploadProbe: async (bytes) => {
        now += (bytes.byteLength * 8) / kbps;
        sent += bytes.byteLength;
        return bytes.byteLength;
      },
    }),
  });
  const signal = new AbortController().signal;
  expect(await upload.run(context(line(8000)), signal)).toEqual({
    id: 'upload',
    ok: true,
    value: '8.0 Mbit/s',
  });
  expect(sent).toBeGreaterThanOrEqual(1024 * 1024);
  // A slow line is measured for three seconds at least.
  const before = now;
  expect(await upload.run(context(line(500)), signal)).toMatchObject({ cause: 'slow', value: '0.50 Mbit/s' });
  expect(now - before).toBeGreaterThanOrEqual(3000);
  // Two kilobytes a second: one small piece is all that arrives in time, and it is a figure.
  expect(await upload.run(context(line(20)), signal)).toMatchObject({ cause: 'slow', value: '0.02 Mbit/s' });
});

test('upload that stalls is slow, by what arrived until then', async () => {
  let now = 0;
  const probe = (arriving: number) => ({
    now: () => now,
    ...server_({
      uploadProbe: (bytes, signal) => {
        if (arriving-- > 0) return Promise.resolve(bytes.byteLength);
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            now = 16_384;
            reject(new Error('aborted'));
          });
        });
      },
    }),
  });
  const ever = new AbortController().signal;
  // 32 KiB in 16.384 s.
  expect(await uploadWithin(1).run(context(probe(1)), ever)).toEqual({
    id: 'upload',
    ok: false,
    cause: 'slow',
    value: '0.02 Mbit/s',
  });
  now = 0;
  expect(await uploadWithin(1).run(context(probe(0)), ever)).toMatchObject({
    cause: 'slow',
    value: '< 0.02 Mbit/s',
  });
  // A server that refuses is no slow line.
  const refusing = server_({ uploadProbe: () => Promise.reject(new Error('refused')) });
  await expect(upload.run(context(refusing), ever)).rejects.toThrow('refused');
});

test('a clock that is two minutes off', async () => {
  const late = server_({ time: async () => Date.now() + 120_000 });
  expect((await clock.run(context(), ended)).ok).toBe(true);
  expect(await clock.run(context(late), ended)).toMatchObject({ cause: 'wrong_clock', value: '120 s' });
});
