import type { Adviser, Detector } from './detector.ts';
import { extraUser } from './extra-user.ts';
import { noUser } from './no-user.ts';
import { windowChange } from './window-change.ts';

export const detectors: readonly Detector[] = [noUser, extraUser, windowChange];
export const advisers: readonly Adviser[] = [];
