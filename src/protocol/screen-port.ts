/**
 * The port over which a portal page hands the screen it got to offscreen. It carries the signalling of a peer
 * connection within this machine, and its end tells either side at once that the other is gone.
 */
export const SCREEN_PORT = 'screen-link';

export type ToOffscreenScreen = { type: 'signal'; data: unknown };
export type ToPortalScreen =
  | { type: 'signal'; data: unknown }
  /** Its pictures arrive. */
  | { type: 'taken' }
  /** They are wanted no more: the screen is to be let go, not given again. */
  | { type: 'over' };
