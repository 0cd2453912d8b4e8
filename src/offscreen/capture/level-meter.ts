/** Loudness of a microphone: RMS, loudest of the last second, 0–1. An AudioContext runs in offscreen without a gesture. */
const WINDOW_MS = 1000;
const SAMPLE_MS = 150;

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
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(wave);
    const now = performance.now();
    heard = [...heard.filter(({ at }) => now - at < WINDOW_MS), { at: now, rms: rmsOf(wave) }];
  }, SAMPLE_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    source.disconnect();
    void context.close();
  });
  return { level: () => heard.reduce((most, { rms }) => Math.max(most, rms), 0) };
}

function rmsOf(wave: Float32Array): number {
  let sum = 0;
  for (const value of wave) sum += value * value;
  return Math.min(1, Math.sqrt(sum / wave.length));
}
