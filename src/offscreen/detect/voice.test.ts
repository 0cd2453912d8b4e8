import { expect, it } from 'vitest';
import type { Warning } from '../../protocol/warnings.ts';
import { monitor } from './monitor.ts';
import { planOf } from './plan-for-tests.ts';
import { makeSources } from './sources.ts';

function start() {
  const sources = makeSources();
  const warnings: Warning[] = [];
  let now = 0;
  const signal = new AbortController().signal;
  const onWarning = (warning: Warning) => warnings.push(warning);
  monitor({ plan: planOf(), sources, now: () => now, onWarning, onAdvice: () => undefined, signal });
  /** Ten batches a second. */
  const hear = (speech: number | null, ms: number, level = 0.01) => {
    for (const end = now + ms; now < end; now += 100) {
      sources.sound.emit({ at: now, heard: { level, speech } });
    }
  };
  return { warnings, hear, sources, at: () => now };
}

it('adds up words and the pauses between them, and says when they began', () => {
  const { warnings, hear } = start();
  hear(0, 2000);
  for (let word = 0; word < 3; word++) {
    hear(0.9, 700);
    hear(0.1, 500);
  }
  expect(warnings).toMatchObject([
    { type: 'voice_detected', startAt: 2000, endAt: null, source: 'ai', reason: 'speech' },
  ]);
  hear(0, 8000);
  expect(warnings.at(-1)).toMatchObject({ startAt: 2000, endAt: 5100 });
});

it('hears an unclear syllable as part of what is said, but takes no murmur for the beginning of it', () => {
  const { warnings, hear } = start();
  hear(0.45, 10_000);
  expect(warnings).toEqual([]);
  hear(0.9, 800);
  hear(0.4, 1000);
  expect(warnings).toMatchObject([{ type: 'voice_detected', startAt: 10_000 }]);
});

it('lets a word, a cough and keystrokes go by', () => {
  const { warnings, hear } = start();
  hear(0.9, 800);
  hear(0, 6000);
  for (let key = 0; key < 100; key++) {
    hear(0.9, 200);
    hear(0, 300);
  }
  expect(warnings).toEqual([]);
});

it('takes zeros for a microphone that hears nothing, and the quietest room for a room', () => {
  const { warnings, hear } = start();
  hear(0, 90_000, 0.0002);
  expect(warnings).toEqual([]);
  hear(0, 61_000, 0);
  expect(warnings).toMatchObject([{ type: 'mic_no_sound', startAt: 90_000, endAt: null }]);
  hear(0, 200, 0.0002);
  expect(warnings.at(-1)).toMatchObject({ type: 'mic_no_sound', endAt: 151_000 });
});

it('goes on telling silence where speech cannot be told from noise', () => {
  const { warnings, hear } = start();
  hear(null, 61_000, 0);
  expect(warnings.map(({ type }) => type)).toEqual(['mic_no_sound']);
});
