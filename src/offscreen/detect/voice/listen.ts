import { type FromVoiceWorker, type Heard, SAMPLE_RATE, type ToVoiceWorker } from './voice-messages.ts';
// oxlint-disable-next-line import/default -- Vite answers with the address of the built file
import workletUrl from './voice-worklet.ts?worker&url';

export interface ListenOptions {
  track: MediaStreamTrack;
  /** False = only loudness is wanted. */
  withModel: boolean;
  /** Ten times a second. `busyMs`: how long the worker was busy with it. */
  onHeard: (heard: Heard, busyMs: number) => void;
  /** Speech cannot be told from noise on this computer; loudness may still come. */
  onUnavailable: (reason: string) => void;
  signal: AbortSignal;
}

/** A context of this rate resamples by itself. It plays nothing: no loudspeaker is opened, no latency to keep. */
const UNHEARD = { sampleRate: SAMPLE_RATE, latencyHint: 'playback', sinkId: { type: 'none' } } as const;

/** Loading 16 MB of WebAssembly and model from a slow disk; a measured start takes half a second. */
const START_TIMEOUT_MS = 30_000;
/** Looks, a second apart, between which nothing was heard: the worker is dead. A computer that slept misses none. */
const SILENT_LOOKS = 5;

/** Listens to one microphone until aborted: audio thread → worker → here. Never rejects. */
export async function listen(options: ListenOptions): Promise<void> {
  const { track, withModel, onHeard, onUnavailable } = options;
  const failed = new AbortController();
  const signal = AbortSignal.any([options.signal, failed.signal]);
  const worker = new Worker(new URL('./voice-worker.ts', import.meta.url), { type: 'module' });
  const context = new AudioContext(UNHEARD);
  signal.addEventListener('abort', () => {
    worker.terminate();
    void context.close();
  });
  const giveUp = (reason: string) => {
    if (signal.aborted) return;
    failed.abort();
    onUnavailable(reason);
  };
  worker.addEventListener('error', (event) => giveUp(event.message || 'the voice worker failed'), { signal });
  let silentLooks = 0;
  const ready = Promise.withResolvers<void>();
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<FromVoiceWorker>) => {
      if (data.type === 'ready') ready.resolve();
      if (data.type === 'unavailable') onUnavailable(data.reason);
      if (data.type === 'heard') {
        silentLooks = 0;
        onHeard(data.heard, data.busyMs);
      }
    },
    { signal },
  );
  const timer = setTimeout(() => giveUp('the voice worker did not start'), START_TIMEOUT_MS);
  signal.addEventListener('abort', () => (clearTimeout(timer), ready.resolve()));
  try {
    tell(worker, { type: 'start', base: chrome.runtime.getURL(''), withModel });
    await Promise.all([ready.promise, context.audioWorklet.addModule(workletUrl)]);
    clearTimeout(timer);
    if (signal.aborted) return;
    const { port1, port2 } = new MessageChannel();
    const batches = new AudioWorkletNode(context, 'batches', { numberOfOutputs: 0 });
    batches.port.postMessage({ sound: port1 }, [port1]);
    tell(worker, { type: 'listen', sound: port2 }, [port2]);
    context.createMediaStreamSource(new MediaStream([track])).connect(batches);
    const watchdog = setInterval(() => {
      silentLooks += 1;
      if (silentLooks > SILENT_LOOKS) giveUp('the voice worker fell silent');
    }, 1000);
    signal.addEventListener('abort', () => clearInterval(watchdog));
  } catch (error) {
    giveUp(String(error));
  }
}

const tell = (worker: Worker, message: ToVoiceWorker, transfer: Transferable[] = []): void =>
  worker.postMessage(message, { transfer });
