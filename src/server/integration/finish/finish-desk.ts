import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../../context.ts';
import { applyFinish, type FinishOutcome } from './apply-finish.ts';
import { finishFiles } from './finish-files.ts';
import { type FinishIntent, nameOfIntent } from './finish-intent.ts';

type Needs = Pick<Services, 'db' | 'now' | 'live' | 'log' | 'signer' | 'config'>;

/** Moodle holds the student's submit until we answer: what the database makes of it is waited for no longer. */
const ANSWER_WITHIN_MS = 50;
const TRY_AGAIN_MS = 1000;

export interface FinishDesk {
  /**
   * Takes a finish: it is on disk when this resolves, and applied if the database was quick; else `null`, and it is
   * applied as soon as it can be. Rejects only when not even the disk would have it.
   */
  take(intent: FinishIntent): Promise<FinishOutcome | null>;
  /** Applies what is left from before, and what waits. */
  follow(signal: AbortSignal): Promise<void>;
}

export function finishDesk(services: Needs): FinishDesk {
  const files = finishFiles(services.config.dataDir);
  const underWay = new Map<string, Promise<FinishOutcome>>();

  function settle(intent: FinishIntent): Promise<FinishOutcome> {
    const name = nameOfIntent(intent);
    const known = underWay.get(name);
    if (known) return known;
    const settling = applyFinish(services, intent)
      .then(async (outcome) => {
        await files.forget(intent);
        return outcome;
      })
      .finally(() => underWay.delete(name));
    underWay.set(name, settling);
    return settling;
  }

  const complain = (error: unknown): null => {
    services.log.warn({ err: error }, 'a finish could not be applied yet');
    return null;
  };

  return {
    async take(intent) {
      await files.keep(intent);
      return Promise.race([settle(intent).catch(complain), pause(ANSWER_WITHIN_MS, null, { ref: false })]);
    },
    async follow(signal) {
      while (!signal.aborted) {
        // One that cannot be applied must not keep the others waiting; that it cannot is said once for all of them.
        const problems: unknown[] = [];
        const note = (error: unknown) => void problems.push(error);
        const waiting = await files.list().catch(note);
        for (const intent of waiting ?? []) await settle(intent).catch(note);
        if (problems.length > 0 && !signal.aborted) complain(problems[0]);
        await pause(TRY_AGAIN_MS, undefined, { signal, ref: false }).catch(() => {});
      }
    },
  };
}
