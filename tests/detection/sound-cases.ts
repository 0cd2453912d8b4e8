import { type RoomSound, roomSound, roomSounds } from '../support/sounds/room.ts';
import { atLevel, empty, filtered, joined, mixed, type Sound } from '../support/sounds/signal.ts';
import { speech, type Voice, voices } from '../support/sounds/speech.ts';
import type { SuiteCase } from './suite-case.ts';

export interface SoundCase extends SuiteCase {
  sound: Sound;
}

const SECONDS = 9;
/** After each: what one leaves behind is over before the next, also for a window of five seconds. */
const REST_SECONDS = 7;

/** dBFS of the loudest second. */
const spoken = (voice: Voice, level: number, behind: RoomSound = 'quiet room'): Sound =>
  mixed(atLevel(speech(voice, SECONDS), level), roomSound(behind, SECONDS));
const heard = (clip: string, sound: Sound): SoundCase => ({
  clip,
  group: 'speech',
  expected: ['voice_detected'],
  sound,
});
const unspoken = (clip: string, sound: Sound): SoundCase => ({
  clip,
  group: 'no speech',
  expected: [],
  sound,
});

const SOON_SILENT = { micSilenceMs: 5000 };

/** What a telephone lets through. */
const throughPhone = (sound: Sound): Sound => filtered(filtered(sound, 'highpass', 300), 'lowpass', 3400);

export const soundCases: readonly SoundCase[] = [
  ...voices.map((voice) => heard(`${voice} near`, spoken(voice, -20))),
  heard('ru-m3 loud', spoken('ru-m3', -12)),
  heard('kk-f5 across the room', spoken('kk-f5', -38)),
  heard('en-m3 across the room', spoken('en-m3', -38)),
  heard('ru-f2 over a fan', spoken('ru-f2', -26, 'fan')),
  heard('kk-m7 while typing', spoken('kk-m7', -26, 'typing')),
  heard('en-f2 in the rain', spoken('en-f2', -26, 'rain')),
  heard(
    'ru-m3 by telephone',
    mixed(atLevel(throughPhone(speech('ru-m3', SECONDS)), -30), roomSound('quiet room', SECONDS)),
  ),
  // Too short to count: a word to oneself, as typing goes on.
  unspoken('one word while typing', mixed(atLevel(speech('en-m3', 0.7), -24), roomSound('typing', SECONDS))),
  // What a microphone that is switched off gives: zeros. The default waits for a minute of them.
  {
    clip: 'digital silence',
    group: 'no sound',
    expected: ['mic_no_sound'],
    settings: SOON_SILENT,
    sound: empty(SECONDS),
  },
  { ...unspoken('quiet room, silence soon told', roomSound('quiet room', SECONDS)), settings: SOON_SILENT },
  ...roomSounds.map((name) => unspoken(name, roomSound(name, SECONDS))),
];

/** All of them one after the other, with where each begins, in seconds. */
export function soundTrack(cases: readonly SoundCase[]): {
  sound: Sound;
  startsAt: number[];
  seconds: number;
} {
  const rest = roomSound('quiet room', REST_SECONDS);
  const stride = SECONDS + REST_SECONDS;
  return {
    sound: joined(cases.flatMap(({ sound }) => [rest, mixed(sound, empty(SECONDS))])),
    startsAt: cases.map((_, index) => index * stride + REST_SECONDS),
    seconds: cases.length * stride + REST_SECONDS,
  };
}
