import { createHash, randomUUID } from 'node:crypto';

/** Claims of a `start` exactly as the plugin builds them for a quiz whose condition was saved with its defaults. */
export function pluginClaims(
  wwwroot: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> & { sessionId: string; sessionUrl: string } {
  const sessionId = accessCode();
  return {
    accountId: 1,
    accountName: 'demo-university',
    examId: '117',
    examName: 'Итоговый тест',
    courseName: 'Алгебра и геометрия',
    duration: '60',
    schedule: false,
    proctoring: 'offline',
    userAgreementUrl: null,
    identification: 'passport',
    trial: false,
    auxiliaryCamera: false,
    auxiliaryCameraMode: 'video',
    scoreConfig: {},
    visibleWarnings: Object.fromEntries(switchable.map((name) => [`warning_${name}`, true])),
    ldb: false,
    allowMultipleDisplays: false,
    faceHuntingEnabled: false,
    allowMobileDevices: false,
    allowVirtualEnvironment: false,
    checkIdPhotoQuality: false,
    webCameraMainView: 'front',
    rules: {
      allow_to_use_websites: false,
      allow_to_use_books: false,
      allow_to_use_paper: true,
      allow_to_use_messengers: false,
      allow_to_use_calculator: true,
      allow_to_use_excel: false,
      allow_to_use_human_assistant: false,
      allow_absence_in_frame: false,
      allow_voices: false,
      allow_wrong_gaze_direction: false,
      custom_rules: '',
    },
    userId: 'aserikova',
    firstName: 'Айгерим',
    lastName: 'Серикова',
    thirdName: '',
    email: 'a.serikova@demo.example',
    language: 'ru',
    startDate: '2022-01-01T00:00:00+0000',
    endDate: '2032-01-01T00:00:00+0000',
    biometricIdentification: {
      enabled: false,
      skip_fail: false,
      flow: null,
      theme: null,
      photo_url: `${wwwroot}/webservice/pluginfile.php/5/user/icon/boost/f1?token=photo-secret`,
    },
    sessionId,
    sessionUrl: entryUrl(wwwroot, sessionId),
    ...more,
  } as Record<string, unknown> & { sessionId: string; sessionUrl: string };
}

const switchable = [
  'extra_user_in_frame',
  'substitution_user',
  'no_user_in_frame',
  'avert_eyes',
  'change_active_window_on_computer',
  'forbidden_device',
  'voice_detected',
  'phone',
];

/** An md5, as the plugin makes its access codes. */
export const accessCode = (): string => createHash('md5').update(randomUUID()).digest('hex');
export const entryUrl = (wwwroot: string, sessionId: string, key = 'moodle-user-key'): string =>
  `${wwwroot}/availability/condition/examus2/entry.php?examus2_accesscode=${sessionId}&token=${key}`;
/** What the fader sends when a student comes back by themselves. */
export const attemptUrl = (wwwroot: string, sessionId: string): string =>
  `${wwwroot}/mod/quiz/attempt.php?attempt=55&cmid=117&examus2_accesscode=${sessionId}`;
/** `2026-11-23T10:00:00+0000`: no colon, no fraction. */
export const pluginTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+0000`;
