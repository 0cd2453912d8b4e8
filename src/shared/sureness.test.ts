import { expect, test } from 'vitest';
import { sureness } from './sureness.ts';

test('how sure a machine was, in words', () => {
  expect([0.2, 0.6, 0.9].map(sureness)).toEqual(['little', 'rather', 'very']);
});
