import { followFrames } from '../frames/follow-frames.ts';
import { type LumaGrid, lumaGridOf } from '../frames/luma-grid.ts';
import type { RgbaFrame } from '../frames/rgba-frame.ts';
import { outOfCone } from './avert-eyes.ts';
import { Calm } from './calm.ts';
import { watchDrops } from './camera-drops.ts';
import type { Look, Wanted } from './face-messages.ts';
import { FarLooks } from './far-looks.ts';
import { faceLuma } from './face-luma.ts';
import { isGazeLookedFor } from './looked-for.ts';
import { FarFaces } from './merge-faces.ts';
import { pictureOf } from './picture.ts';
import type { SourceTools } from './source-list.ts';
import { StillFaces } from './still-faces.ts';

/** The pose is measured twice a second while the head turns, which lasts longer, and once while it is held. */
const POSE_EVERY_MS = 500;
const HELD_POSE_EVERY_MS = 1000;
/** So near the edge of the cone, or out of it, each look measures it: the end of the threshold is not to be missed. */
const TURNED_DEGREES = -8;
/** Pictures come at the camera's pace: a little early is in time. */
const EARLY_MS = 100;
/** A face turned far is lost to the landmarks for a sample now and then. */
const POSE_LOST_MS = 2000;
/** A camera that delivers nothing for so long shows a frozen picture; Chrome soon calls it muted. */
const NO_FRAME_MS = 3000;

/** Looks at the camera's pictures at the pace this machine bears: light and movement, faces, pose of the head. */
export function watchCamera(tools: SourceTools): void {
  const { capture, finder, sources, now, plan, pace, calibration, meter, tellSense, signal } = tools;
  const told = [sources.picture, sources.faces, sources.pose];
  let still = new StillFaces();
  let camera = capture.label('camera');
  const calm = new Calm();
  const isGazeNeeded = isGazeLookedFor(plan);
  let before: LumaGrid | null = null;
  let lastMean = 0;
  let lastFrameAt = performance.now();
  let poseAt = -Infinity;
  let isTurned = false;
  let measuredAt = -Infinity;
  const farLooks = new FarLooks();
  const farFaces = new FarFaces();
  let isBusy = false;

  const look = async (frame: RgbaFrame) => {
    lastFrameAt = frame.at;
    if (isBusy) return pace.skipped(frame.at);
    isBusy = true;
    try {
      await sample(frame);
    } finally {
      isBusy = false;
    }
  };

  const sample = async (frame: RgbaFrame) => {
    const at = now() - Math.round(performance.now() - frame.at);
    const grid = lumaGridOf(frame);
    const finding = find(frame, farLooks.isDue(before, grid, frame.at));
    // Another camera shows other walls.
    if (capture.label('camera') !== camera) still = new StillFaces();
    camera = capture.label('camera');
    // While the worker looks, and before the frame, which is lent, is taken back.
    const picture = pictureOf(grid, before);
    before = grid;
    lastMean = picture.mean;
    const found = await finding;
    if (signal.aborted) return;
    const faces = found && facesOf(found, grid, at);
    // A face in it: dark it may be, blind it is not.
    const isBlind = picture.isBlind && !faces?.length;
    const isCalm = calm.saw(at, isBlind || !faces ? null : faces.length, found?.doubt ?? 0);
    pace.isCalm = isCalm && !isTurned;
    sources.picture.emit({ at, picture: { ...picture, isBlind } });
    // Of what shows nothing nobody can say who is not there.
    sources.faces.emit(isBlind || !faces ? { at, faces: null } : { at, faces, doubt: found.doubt });
    if (found?.pose) {
      measuredAt = frame.at;
      const pose = calibration.against(found.pose, capture.label('camera'));
      isTurned = pose !== null && outOfCone(pose, plan) > TURNED_DEGREES;
      sources.pose.emit({ at, pose });
    } else if (frame.at - measuredAt > POSE_LOST_MS) {
      isTurned = false;
      sources.pose.emit({ at, pose: null });
    }
  };

  const find = async (frame: RgbaFrame, far: boolean): Promise<Look | null> => {
    // Nobody wants to know: the exam allows it all.
    if (!sources.faces.isHeard && !sources.pose.isHeard) return null;
    const wanted = {
      far,
      pose: isGazeNeeded ? poseWanted(frame.at - poseAt) : 'no',
    } satisfies Wanted;
    const startedAt = performance.now();
    const found = await finder.look(frame, wanted);
    tellSense('faces', finder.unavailable);
    if (!found) return null;
    farLooks.looked(found, frame.at);
    if (found.isPoseMeasured) poseAt = frame.at;
    const tookMs = performance.now() - frame.at;
    meter.detected(found.tookMs + Math.max(0, startedAt - frame.at), performance.now());
    pace.sampled(tookMs, performance.now());
    return found;
  };

  const poseWanted = (sinceMs: number): Wanted['pose'] => {
    if (isTurned || sinceMs >= HELD_POSE_EVERY_MS - EARLY_MS) return 'yes';
    return sinceMs >= POSE_EVERY_MS - EARLY_MS ? 'if_turned' : 'no';
  };

  const facesOf = (found: Look, grid: LumaGrid, at: number) =>
    still.people(farFaces.with(found), grid, at).map((face) => ({ ...face, luma: faceLuma(face, grid) }));

  followFrames(
    capture,
    // An exam may allow everything there is to see.
    () => (told.some(({ isHeard }) => isHeard) ? pace.sampleEveryMs : null),
    (frame) => void look(frame),
    signal,
  );
  capture.onChange(() => {
    if (capture.state('camera') === 'live') return;
    const at = now();
    pace.isCalm = calm.saw(at, null, 0);
    sources.faces.emit({ at, faces: null });
    sources.pose.emit({ at, pose: null });
    // Muted it has no picture, which the timer tells; gone is another warning.
    if (capture.state('camera') !== 'muted') sources.picture.emit({ at, picture: null });
  }, signal);
  const timer = setInterval(() => {
    const state = capture.state('camera');
    if ((state !== 'live' && state !== 'muted') || performance.now() - lastFrameAt < NO_FRAME_MS) return;
    const picture = { mean: lastMean, blown: 0, isBlind: false, isSame: true };
    sources.picture.emit({ at: now(), picture });
  }, NO_FRAME_MS / 4);
  signal.addEventListener('abort', () => clearInterval(timer));
  watchDrops(capture, pace, signal);
}
