import { backLight } from './advice/back-light.ts';
import { dark } from './advice/dark.ts';
import { offCentre } from './advice/off-centre.ts';
import { tooFar } from './advice/too-far.ts';
import { avertEyes } from './avert-eyes.ts';
import { cameraCovered } from './camera-covered.ts';
import { cameraFrozen } from './camera-frozen.ts';
import type { Adviser, Detector } from './detector.ts';
import { cameraAbsent, micAbsent, screenPending } from './device-absent.ts';
import { extraDisplay } from './extra-display.ts';
import { extraUser } from './extra-user.ts';
import { micMuted } from './mic-muted.ts';
import { micSilent } from './mic-silent.ts';
import { noUser } from './no-user.ts';
import { voice } from './voice.ts';
import { windowChange } from './window-change.ts';

export const detectors: readonly Detector[] = [
  noUser,
  extraUser,
  avertEyes,
  cameraCovered,
  cameraFrozen,
  voice,
  windowChange,
  extraDisplay,
  cameraAbsent,
  micAbsent,
  micMuted,
  micSilent,
  screenPending,
];
export const advisers: readonly Adviser[] = [dark, backLight, tooFar, offCentre];
