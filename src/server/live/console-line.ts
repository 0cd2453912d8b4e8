import type { SessionId } from '../../protocol/ids.ts';
import type { Look, ToProctor } from '../../protocol/live.ts';
import type { Watcher } from '../grid/may-proctor.ts';
import type { StillOutlet } from './still-outlet.ts';

/** A console on this server: whose it is, and what it looks at. What it may not see was taken out of `look`. */
export interface ConsoleLine {
  person: Watcher;
  send: (message: ToProctor) => void;
  stills: StillOutlet;
  /** The one session whose chat and warnings are wanted too. */
  watched: SessionId | null;
  look: Pick<Look, 'tiles' | 'large'>;
  lookedAt: () => SessionId[];
  /** Something may have been missed: it has to come back and fetch. */
  beginAnew: () => void;
}

export const atNothing: ConsoleLine['look'] = { tiles: null, large: null };

export const sessionsIn = ({ tiles, large }: ConsoleLine['look']): SessionId[] => [
  ...(tiles ?? []),
  ...(large ? [large.sessionId] : []),
];
