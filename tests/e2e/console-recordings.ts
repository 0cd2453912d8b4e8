import { setTimeout as lapse } from 'node:timers/promises';
import type { Page } from 'puppeteer';
import { type Piece, Segmenter } from '../../src/offscreen/record/segmenter.ts';

export interface Recorded {
  /** When the recorder was started, milliseconds since 1970. */
  startedAt: number;
  pieces: Piece[];
}

/**
 * Records a camera with sound and a screen for a while, as the offscreen document does, of drawn pictures.
 * @param secureUrl any page that may use a microphone
 */
export async function recordCameraAndScreen(
  page: Page,
  secureUrl: string,
  seconds: number,
): Promise<{ camera: Recorded; screen: Recorded; photo: Buffer }> {
  await page.goto(secureUrl);
  const recording = await page.evaluateHandle(recordInPage);
  await lapse(seconds * 1000);
  const { camera, screen, photo } = await recording.evaluate((stop) => stop());
  return { camera: cut(camera), screen: cut(screen), photo: Buffer.from(photo, 'base64') };
}

function cut({ startedAt, blobs }: { startedAt: number; blobs: string[] }): Recorded {
  const segmenter = new Segmenter();
  return { startedAt, pieces: blobs.flatMap((blob) => segmenter.push(Buffer.from(blob, 'base64'))) };
}

/** Runs in the page: everything it needs is inside. Returns what stops it and gives what was recorded. */
async function recordInPage() {
  const draw = (width: number, height: number) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d')!;
    let frame = 0;
    const paint = () => {
      context.fillStyle = `hsl(${(frame += 1) % 360} 60% 45%)`;
      context.fillRect(0, 0, width, height);
      context.fillStyle = 'white';
      context.font = `${height / 6}px sans-serif`;
      context.fillText(new Date().toISOString().slice(14, 23), width / 8, height / 2);
    };
    paint();
    setInterval(paint, 50);
    return canvas;
  };
  const base64 = async (blob: Blob): Promise<string> =>
    new Promise((done) => {
      const reader = new FileReader();
      // The type may hold a comma too.
      reader.addEventListener('load', () => done((reader.result as string).split(',').at(-1)!));
      reader.readAsDataURL(blob);
    });
  const record = async (stream: MediaStream, codecs: string) => {
    const blobs: Blob[] = [];
    const options = { mimeType: `video/mp4;codecs=${codecs}`, videoKeyFrameIntervalDuration: 4000 };
    const recorder = new MediaRecorder(stream, options);
    recorder.addEventListener('dataavailable', ({ data }) => data.size > 0 && blobs.push(data));
    const stopped = new Promise((done) => recorder.addEventListener('stop', done));
    const started = new Promise((done) => recorder.addEventListener('start', done));
    recorder.start(4000);
    await started;
    const startedAt = Date.now();
    return async () => {
      recorder.stop();
      await stopped;
      return { startedAt, blobs: await Promise.all(blobs.map(base64)) };
    };
  };

  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  const face = draw(640, 480);
  const sound = microphone.getAudioTracks();
  const cameraStream = new MediaStream([...face.captureStream(15).getTracks(), ...sound]);
  const stopCamera = await record(cameraStream, 'avc1,opus');
  const stopScreen = await record(draw(1366, 768).captureStream(5), 'avc1');
  return async () => {
    const [camera, screen] = await Promise.all([stopCamera(), stopScreen()]);
    for (const track of sound) track.stop();
    const photo = await new Promise<Blob | null>((done) => face.toBlob(done, 'image/jpeg'));
    return { camera, screen, photo: await base64(photo!) };
  };
}
