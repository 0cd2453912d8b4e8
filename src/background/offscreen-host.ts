import type { CallArgs, CallName, CallResult } from '../protocol/calls.ts';
import { call, CallError } from '../shared/webext/bus.ts';

const path = 'src/offscreen/index.html';
/** Loading its scripts takes tens of milliseconds; a machine that needs longer than this is stuck. */
const answerTimeoutMs = 10_000;
const retryMs = 50;

/** The document that holds camera, microphone and screen. Chrome allows one, and may end it under memory pressure. */
export interface OffscreenHost {
  /** Makes it live. True when it had to be created: whatever it held before is gone. */
  ensure(): Promise<boolean>;
  ask<N extends CallName<'offscreen'>>(
    name: N,
    ...args: CallArgs<'offscreen', N>
  ): Promise<CallResult<'offscreen', N>>;
  isAlive(): Promise<boolean>;
  close(): Promise<void>;
}

export function createOffscreenHost(): OffscreenHost {
  let creating: Promise<boolean> | null = null;

  async function isAlive(): Promise<boolean> {
    const found = await chrome.runtime.getContexts({
      contextTypes: [chrome.runtime.ContextType.OFFSCREEN_DOCUMENT],
    });
    return found.length > 0;
  }

  async function create(): Promise<boolean> {
    if (await isAlive()) return false;
    await chrome.offscreen.createDocument({
      url: path,
      reasons: [
        chrome.offscreen.Reason.USER_MEDIA,
        chrome.offscreen.Reason.DISPLAY_MEDIA,
        chrome.offscreen.Reason.WORKERS,
      ],
      justification:
        'Records camera, microphone and screen of a proctored exam and finds faces in the picture',
    });
    return true;
  }

  // One creation at a time: a second createDocument rejects. The lock must not outlive a failure.
  const ensure = (): Promise<boolean> =>
    (creating ??= create().finally(() => {
      creating = null;
    }));

  return {
    ensure,
    isAlive,
    ask: async (name, ...args) => {
      const giveUpAt = Date.now() + answerTimeoutMs;
      for (;;) {
        await ensure();
        try {
          return await call('offscreen', name, ...args);
        } catch (error) {
          // Created, but its scripts do not listen yet.
          const isDeaf = error instanceof CallError && error.code === 'no_receiver';
          if (!isDeaf || Date.now() > giveUpAt) throw error;
          await new Promise((done) => setTimeout(done, retryMs));
        }
      }
    },
    close: async () => {
      if (await isAlive()) await chrome.offscreen.closeDocument();
    },
  };
}
