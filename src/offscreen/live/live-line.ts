import type { FromStudent } from '../../protocol/live.ts';

/** The open socket, as those use it who send more than the heartbeat. */
export interface LiveLine {
  send: (message: FromStudent) => void;
  sendBytes: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Bytes that have not left yet. */
  unsentBytes: () => number;
}
