import type { ToStudent } from '../../protocol/live.ts';

/** A student's machine on this server. */
export interface StudentLine {
  connectionId: string;
  send: (message: ToStudent) => void;
  /** A newer connection has the seat. */
  replace: () => void;
  /** Something may have been missed: it has to come back and fetch. */
  beginAnew: () => void;
}
