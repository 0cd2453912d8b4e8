import * as v from 'valibot';
import { type ExamSettings, examSettings } from '../../protocol/exam-settings.ts';

/**
 * Options of the Examus Simple API that are taken and kept, so that institutions need not change what they send, and
 * that nothing acts on in this version. Whoever sets one is told when the server starts.
 */
export const unobeyed = [
  'auxiliaryCamera',
  'auxiliaryCameraMode',
  'ldb',
  'faceHuntingEnabled',
  'allowMobileDevices',
  'checkIdPhotoQuality',
  'desktopAppForbiddenProcesses',
  'desktopAppAllowedProcesses',
  'biometricIdentification',
] as const satisfies (keyof ExamSettings)[];

const defaults = v.parse(examSettings, {});

/** Those of them that an exam sets to something else than their default. */
export const setInVain = (settings: ExamSettings): string[] =>
  unobeyed.filter(
    (name) => JSON.stringify(settings[name]) !== JSON.stringify(defaults[name]) && !isNothing(settings[name]),
  );

/** The plugin also sends what is switched off: `{enabled: false, …}`, and lists without a line. */
const isNothing = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && 'enabled' in value && value.enabled === false);
