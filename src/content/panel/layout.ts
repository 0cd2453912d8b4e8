/**
 * How the panel stands in the page: `open` (320 px) and `collapsed` (40 px) in the room made for it, `bubble` and `over`
 * (opened from the bubble, above the page) where the window is too narrow for room.
 */
export type Shape = 'open' | 'collapsed' | 'bubble' | 'over';

export interface Wish {
  /** Null = not chosen: by the window's width. */
  collapsed: boolean | null;
  /** Opened from the bubble, in this page only. */
  over: boolean;
}

export function shapeOf({ collapsed, over }: Wish, isNarrow: boolean, isTight: boolean): Shape {
  if (isNarrow) return over ? 'over' : 'bubble';
  return (collapsed ?? isTight) ? 'collapsed' : 'open';
}

export const isOpen = (shape: Shape): boolean => shape === 'open' || shape === 'over';

/** Below this there is no room beside a quiz (Moodle's drawers become overlays at 992). */
export const NARROW = '(max-width: 1023.98px)';
/** Below this the open panel is for those who choose it; the same in room-by-width.css, before the first paint. */
export const TIGHT = '(max-width: 1199.98px)';

/** Four fifths of what is shown on a screen of 720 lines; in the rail all of it. */
const WIDTH = { open: 192, rail: 72 };

interface Looking {
  isVisible: boolean;
  /** The student is told how to sit, and looks whether it is better now. */
  isCoached: boolean;
}

/**
 * Pictures a second that are worth their cost, in four processes, and how wide. While all is well no more than detection
 * looks at: each is then read from the camera once for both.
 */
export function framesWanted(
  shape: Shape,
  { isVisible, isCoached }: Looking,
): { fps: number; width: number } {
  if (!isVisible || shape === 'bubble') return { fps: 0, width: WIDTH.rail };
  if (shape === 'collapsed') return { fps: 0.5, width: WIDTH.rail };
  return { fps: isCoached ? 4 : 1, width: WIDTH.open };
}
