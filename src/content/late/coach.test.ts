import { expect, test } from 'vitest';
import type { CoachAdvice } from '../../protocol/view-port.ts';
import { hintOf, mostUrgent } from './coach-order.ts';

const advice = (name: CoachAdvice['advice'], kind: CoachAdvice['kind'], since: number): CoachAdvice => ({
  advice: name,
  kind,
  since,
  text: name,
});

test('what may become a warning is said before faults, faults before tips, the newest first', () => {
  const coach = [
    advice('dark', 'tip', 9),
    advice('mic_silent', 'fault', 8),
    advice('voice', 'conduct', 1),
    advice('not_in_frame', 'conduct', 2),
  ];
  expect(mostUrgent({ coach, camera: 'live', microphone: 'live' })?.advice).toBe('not_in_frame');
  expect(mostUrgent({ coach: coach.slice(0, 2), camera: 'live', microphone: 'live' })?.advice).toBe(
    'mic_silent',
  );
  expect(mostUrgent({ camera: 'live', microphone: 'live' })).toBeUndefined();
});

test('a guess about the machine is asked about, until it is answered', () => {
  const coach = [advice('dark', 'tip', 9), advice('virtual_camera', 'tip', 1)];
  expect(hintOf({ coach })).toBe('virtual_camera');
  expect(hintOf({ coach: coach.slice(0, 1) })).toBeNull();
  expect(hintOf({})).toBeNull();
});

test('a muted device is not told twice: it has its own line', () => {
  const coach = [advice('mic_muted', 'fault', 1), advice('picture_frozen', 'fault', 2)];
  expect(mostUrgent({ coach, camera: 'muted', microphone: 'muted' })).toBeUndefined();
  expect(mostUrgent({ coach, camera: 'live', microphone: 'muted' })?.advice).toBe('picture_frozen');
});
