import type { SessionView } from '../../../protocol/views.ts';

/** Views come over HTTP and over the live socket, in any order: an older one never replaces a newer one. */
export const newerSession = (known: SessionView | null, next: SessionView): SessionView =>
  known && known.id === next.id && known.revision > next.revision ? known : next;
