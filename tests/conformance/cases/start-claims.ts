import assert from 'node:assert/strict';
import { newWarning } from '../../server/exam-actors.ts';
import { finishedSession, hasTicket, runningSession, sessionOf, settingsAfter } from '../acts.ts';
import { type Case, casesOf } from '../case.ts';
import type { World } from '../world.ts';

type Settings = Awaited<ReturnType<typeof settingsAfter>>;

/** One claim as it may come, and what the session's settings must say then. */
const reads = (
  claims: Record<string, unknown>,
  pick: (settings: Settings) => unknown,
  expected: unknown,
): Case['run'] => {
  return async (world: World) => {
    assert.deepEqual(pick(await settingsAfter(world, claims)), expected);
  };
};
const flags = [
  'trial',
  'auxiliaryCamera',
  'ldb',
  'allowMultipleDisplays',
  'faceHuntingEnabled',
  'allowMobileDevices',
  'allowVirtualEnvironment',
  'checkIdPhotoQuality',
] as const;
const modes = ['online', 'offline', 'auto', 'identification'] as const;
const identifications = ['passport', 'face', 'face_and_passport', 'skip'] as const;

/** Facts 1.2 and section 4: each claim acts on the session, in every shape it is seen in. */
export const startClaims = casesOf('claims', {
  ...Object.fromEntries(
    flags.map((name) => [`${name} is kept`, reads({ [name]: true }, (settings) => settings[name], true)]),
  ),
  ...Object.fromEntries(
    modes.map((proctoring) => [`mode ${proctoring}`, reads({ proctoring }, ({ mode }) => mode, proctoring)]),
  ),
  ...Object.fromEntries(
    identifications.map((identification) => [
      `identification ${identification}`,
      reads({ identification }, (settings) => settings.identification, identification),
    ]),
  ),
  'duration as text': reads({ duration: '90' }, ({ durationMinutes }) => durationMinutes, 90),
  'duration as a number': reads({ duration: 30 }, ({ durationMinutes }) => durationMinutes, 30),
  'identification null takes the default': reads(
    { identification: null },
    ({ identification }) => identification,
    'passport',
  ),
  'auxiliary camera for photos': reads(
    { auxiliaryCamera: true, auxiliaryCameraMode: 'photo' },
    ({ auxiliaryCameraMode }) => auxiliaryCameraMode,
    'photo',
  ),
  'camera at the side': reads(
    { webCameraMainView: 'side' },
    ({ webCameraMainView }) => webCameraMainView,
    'side',
  ),
  'user agreement': reads(
    { userAgreementUrl: 'https://demo.example/rules' },
    ({ userAgreementUrl }) => userAgreementUrl,
    'https://demo.example/rules',
  ),
  'missing rules take their defaults': reads(
    { rules: { allow_to_use_books: true } },
    ({ rules }) => [rules.allow_to_use_books, rules.allow_to_use_paper, rules.allow_voices],
    [true, true, false],
  ),
  'custom rules': reads(
    { rules: { custom_rules: 'Можно пить воду' } },
    ({ rules }) => rules.custom_rules,
    'Можно пить воду',
  ),
  'an empty scoreConfig takes the defaults': reads(
    { scoreConfig: {} },
    ({ scoreConfig }) => [scoreConfig.cheater_level, scoreConfig.absent_user, scoreConfig.look_away],
    [80, 2, 1.5],
  ),
  'weights are kept and clamped': reads(
    { scoreConfig: { cheater_level: 70, phone: 2.25, voice: 99, extra_user: -1 } },
    ({ scoreConfig: { cheater_level, phone, voice, extra_user } }) => [
      cheater_level,
      phone,
      voice,
      extra_user,
    ],
    [70, 2.25, 10, 0],
  ),
  'hidden warnings': reads(
    { visibleWarnings: { warning_phone: false } },
    ({ visibleWarnings }) => [visibleWarnings.phone, visibleWarnings.avert_eyes],
    [false, true],
  ),
  'process lists are recorded': reads(
    { desktopAppForbiddenProcesses: ['obs64.exe'], desktopAppAllowedProcesses: null },
    ({ desktopAppForbiddenProcesses }) => desktopAppForbiddenProcesses,
    ['obs64.exe'],
  ),
  'dates with an offset without a colon': reads(
    { startDate: '2026-01-02T03:04:05+0000', endDate: '2031-01-02T03:04:05+0000' },
    ({ startsAt, endsAt }) => [startsAt, endsAt],
    [Date.UTC(2026, 0, 2, 3, 4, 5), Date.UTC(2031, 0, 2, 3, 4, 5)],
  ),
  '2022 to 2032 is no limit': reads({}, ({ startsAt, endsAt }) => [startsAt, endsAt], [null, null]),
  'nonsense in one claim hinders no other': reads(
    { proctoring: 'telepathy', duration: 'soon', trial: true },
    ({ mode, durationMinutes, trial }) => [mode, durationMinutes, trial],
    ['offline', 60, true],
  ),
  'unknown claims are ignored': async (world) => {
    hasTicket(
      await world.start(world.claims({ somethingNew: { deep: [1, null] }, streamsPreset: 'no_video' })),
    );
  },
  'no exp, iat, iss or jti is needed': async (world) => {
    const claims = world.claims();
    assert.deepEqual(
      ['exp', 'iat', 'iss', 'jti'].filter((name) => name in claims),
      [],
    );
    hasTicket(await world.start(claims));
  },
  'examId as a number is the same exam': async (world) => {
    const [asText, asNumber] = [world.claims({ examId: '9001' }), world.claims({ examId: 9001 })];
    for (const claims of [asText, asNumber]) hasTicket(await world.start(claims));
    const [one, other] = [
      await sessionOf(world, asText.sessionId),
      await sessionOf(world, asNumber.sessionId),
    ];
    assert.equal(one.examId, other.examId);
  },
  'the same examId of another account is another exam': async (world) => {
    const [one, other] = [world.claims(), world.claims({ accountName: 'another-account' })];
    for (const claims of [one, other]) hasTicket(await world.start(claims));
    assert.notEqual(
      (await sessionOf(world, one.sessionId)).examId,
      (await sessionOf(world, other.sessionId)).examId,
    );
  },
  'what is not enforced is told to the proctor': async (world) => {
    const { sessionId } = await finishedSession(world, {
      examId: 'asks-for-more',
      ldb: true,
      streamsPreset: 'no_video',
      specialAccommodationsInfo: 'Экранный диктор',
    });
    const proctor = await world.tokenOf('proctor');
    const { notEnforced } = await world.server.call('consoleSession', { params: { sessionId } }, proctor);
    assert.deepEqual(notEnforced, [
      { name: 'ldb', value: 'true' },
      { name: 'specialAccommodationsInfo', value: 'Экранный диктор' },
      { name: 'streamsPreset', value: 'no_video' },
    ]);
  },
  'sendManualWarningsToLearner false: a proctor’s warning is not told': async (world) => {
    const proctor = await world.tokenOf('proctor');
    for (const told of [true, false]) {
      const { student } = await runningSession(world, { sendManualWarningsToLearner: told });
      const params = { sessionId: student.sessionId };
      const { id, type, startAt } = newWarning('phone', world.server.now());
      await world.server.call(
        'addWarning',
        { params, body: { id, type, startAt, note: '', tell: true } },
        proctor,
      );
      const { chat, warnings } = await world.server.call('consoleSession', { params }, proctor);
      assert.deepEqual(
        [warnings.length, chat.filter(({ from }) => from === 'proctor').length],
        [1, told ? 1 : 0],
      );
    }
  },
  'no e-mail and no patronymic': async (world) => {
    hasTicket(await world.start(world.claims({ email: null, thirdName: '' })));
  },
});
