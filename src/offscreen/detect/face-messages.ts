export interface Face {
  /** 0–1. */
  score: number;
  /** Shares of the picture, 0–1. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Of the head, in degrees. */
export interface HeadPose {
  /** To the left or right. */
  yaw: number;
  /** Up is positive. What counts as level differs from camera to camera: see `calibration.ts`. */
  pitch: number;
}

/** What is looked for in one picture besides the faces nearby. */
export interface Wanted {
  /** Faces further away, by a second model. */
  far: boolean;
  /** `if_turned`: only if the head has turned since it was last measured. */
  pose: 'no' | 'if_turned' | 'yes';
}

export type ToFaceWorker =
  | { type: 'start'; base: string }
  | { type: 'look'; pixels: ArrayBuffer; width: number; height: number; at: number; wanted: Wanted };

/** What one look found. `far` null = not looked for; `pose` null = not measured, or no face to measure. */
export interface Look {
  near: Face[];
  far: Face[] | null;
  pose: HeadPose | null;
  isPoseMeasured: boolean;
  /** Score of the likeliest spot that was not taken for a face, 0–1; 0 where nothing came near to one. */
  doubt: number;
  /** Milliseconds that the worker was busy with it. */
  tookMs: number;
}

/** Every `look` is answered by one `seen` or `failed` that gives the buffer back. */
export type FromFaceWorker =
  | { type: 'ready' }
  | { type: 'unavailable'; reason: string }
  | { type: 'seen'; look: Look; pixels: ArrayBuffer }
  | { type: 'failed'; reason: string; pixels: ArrayBuffer };
