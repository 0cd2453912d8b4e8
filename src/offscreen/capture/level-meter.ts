/** Loudness of a microphone: RMS, loudest of the last second, 0–1. An AudioContext runs in offscreen without a gesture. */
const WINDOW_MS = 1000;
const SAMPLE_MS = 150;
/** Unasked for so long it rests: a running AudioContext costs two hundredths of a core, and an exam never asks. */
const REST_AFTER_MS = 10_000;

export interface LevelMeter {
  level(): number;
}

export function meterLevel(track: MediaStreamTrack, signal: AbortSignal): LevelMeter {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 8192 });
  const source = context.createMediaStreamSource(new MediaStream([track]));
  source.connect(analyser);
  const wave = new Float32Array(analyser.fftSize);
  let heard: { at: number; rms: number }[] = [];
  let askedAt = performance.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listen = () => {
    const isForgotten = performance.now() - askedAt > REST_AFTER_MS;
    if (isForgotten) return rest();
    analyser.getFloatTimeDomainData(wave);
    const now = performance.now();
    heard = [...heard.filter(({ at }) => now - at < WINDOW_MS), { at: now, rms: rmsOf(wave) }];
  };
  const rest = () => {
    clearInterval(timer);
    timer = undefined;
    heard = [];
    void context.suspend();
  };
  const wake = () => {
    timer = setInterval(listen, SAMPLE_MS);
    void context.resume();
  };
  wake();
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
  });
  return {
    level: () => {
      askedAt = performance.now();
      if (timer === undefined && !signal.aborted) wake();
      return heard.reduce((most, { rms }) => Math.max(most, rms), 0);
    },
  };
}

function rmsOf(wave: Float32Array): number {
  let sum = 0;
  for (const value of wave) sum += value * value;
  return Math.min(1, Math.sqrt(sum / wave.length));
}
