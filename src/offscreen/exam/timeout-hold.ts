import type { SessionView } from '../../protocol/views.ts';

export interface Here {
  isRecording: boolean;
  /** Last entry of the journal. */
  lastSeq: number;
  /** First entry that the server has not acknowledged; null when there is none. */
  unsentSeq: number | null;
}

/**
 * After an outage the server may say that the session was closed for silence before it has read the journal, which
 * shows that capture ran on and opens the session again (journey, rule 7). Such a word waits until the server has
 * answered every entry that was unsent when it came; what it says then holds.
 */
export class TimeoutHold {
  #untilSeq: number | null = null;

  mustWait({ phase, closeReason }: Pick<SessionView, 'phase' | 'closeReason'>, here: Here): boolean {
    const isDoubtful = phase === 'closed' && closeReason === 'timeout' && here.isRecording;
    if (isDoubtful) this.#untilSeq ??= here.lastSeq;
    const mustWait = isDoubtful && here.unsentSeq !== null && here.unsentSeq <= (this.#untilSeq ?? 0);
    if (!mustWait) this.#untilSeq = null;
    return mustWait;
  }
}
