import { expect, it } from 'vitest';
import { AfterSpeech } from './after-speech.ts';
import { BATCH_MS } from './voice-messages.ts';

/** How often the model forgets over so many seconds of this. */
const over = (after: AfterSpeech, seconds: number, speech: number): number =>
  Array.from({ length: Math.ceil((1000 * seconds) / BATCH_MS) }, () => after.heard(speech)).filter(Boolean)
    .length;

it('forgets once, three seconds after speech', () => {
  const after = new AfterSpeech();
  expect(over(after, 60, 0.1)).toBe(0);
  expect(over(after, 2, 0.9)).toBe(0);
  expect(over(after, 2.9, 0.1)).toBe(0);
  expect(over(after, 60, 0.1)).toBe(1);
});

it('goes on through the pauses of a speaker', () => {
  const after = new AfterSpeech();
  for (let sentence = 0; sentence < 10; sentence++) {
    expect(over(after, 1, 0.9) + over(after, 2, 0.1)).toBe(0);
  }
});

it('remembers coughs, however many', () => {
  const after = new AfterSpeech();
  for (const apartS of [1.2, 5]) {
    for (let cough = 0; cough < 20; cough++) {
      over(after, 0.5, 0.9);
      over(after, apartS, 0.1);
    }
    expect(over(after, 60, 0.1)).toBe(0);
  }
});
