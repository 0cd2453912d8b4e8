import { expect, test } from 'vitest';
import { standingOf } from './plain-words.ts';

test('where a warning stands', () => {
  const of = (
    type: 'phone' | 'mic_muted',
    judgement: 'confirmed' | 'dismissed' | null,
    source: 'ai' | 'human',
  ) => standingOf({ type, judgement, source });
  expect(of('phone', null, 'ai')).toBe('open');
  expect(of('phone', null, 'human')).toBe('confirmed');
  expect(of('phone', 'dismissed', 'human')).toBe('dismissed');
  expect(of('mic_muted', 'confirmed', 'ai')).toBe('technical');
});
