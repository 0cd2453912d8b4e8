export interface Face {
  /** 0–1. */
  score: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export type ToFaceWorker =
  | { type: 'start'; base: string }
  | { type: 'look'; pixels: ArrayBuffer; width: number; height: number; at: number };

/** Every `look` is answered by one `seen` or `failed` that gives the buffer back. */
export type FromFaceWorker =
  | { type: 'ready' }
  | { type: 'unavailable'; reason: string }
  | { type: 'seen'; faces: Face[]; pixels: ArrayBuffer }
  | { type: 'failed'; reason: string; pixels: ArrayBuffer };
