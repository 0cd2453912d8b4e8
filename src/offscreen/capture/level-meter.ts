/** Loudness of a microphone: RMS, loudest of the last second, 0–1. An AudioContext runs in offscreen without a gesture. */
const WINDOW_MS = 1000;
const SAMPLE_MS = 150;
/** Unasked for so long it rests: a running AudioContext costs two hundredths of a core, and an exam never asks. */
const REST_AFTER_MS = 10_000;

/** It plays nothing: no loudspeaker is opened for it. */
const UNHEARD = { latencyHint: 'playback', sinkId: { type: 'none' } } as const;

export interface LevelMeter {
  level(): number;
}

export function meterLevel(track: MediaStreamTrack, signal: AbortSignal): LevelMeter {
  let heard: { at: number; rms: number }[] = [];
  let askedAt = performance.now();
  let rest: (() => void) | null = null;
  const wake = () => {
    const context = new AudioContext(UNHEARD);
    const analyser = new AnalyserNode(context, { fftSize: 8192 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const wave = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      const now = performance.now();
      if (now - askedAt > REST_AFTER_MS) return rest?.();
      analyser.getFloatTimeDomainData(wave);
      heard = [...heard.filter(({ at }) => now - at < WINDOW_MS), { at: now, rms: rmsOf(wave) }];
    }, SAMPLE_MS);
    rest = () => {
      rest = null;
      heard = [];
      clearInterval(timer);
      void context.close();
    };
  };
  wake();
  signal.addEventListener('abort', () => rest?.());
  return {
    level: () => {
      askedAt = performance.now();
      if (!rest && !signal.aborted) wake();
      return heard.reduce((most, { rms }) => Math.max(most, rms), 0);
    },
  };
}

function rmsOf(wave: Float32Array): number {
  let sum = 0;
  for (const value of wave) sum += value * value;
  return Math.min(1, Math.sqrt(sum / wave.length));
}
