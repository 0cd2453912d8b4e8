import { expect, test } from 'vitest';
import type { SessionView } from '../../../protocol/views.ts';
import { newerSession } from './newer-session.ts';

const seen = (id: string, revision: number) => ({ id, revision }) as SessionView;

test('an older view of the same session is ignored', () => {
  const known = seen('a', 5);
  expect(newerSession(known, seen('a', 4))).toBe(known);
});
test('the same revision again and a newer one are taken', () => {
  expect(newerSession(seen('a', 5), seen('a', 5)).revision).toBe(5);
  expect(newerSession(seen('a', 5), seen('a', 6)).revision).toBe(6);
});
test('another session is taken whatever its revision', () => {
  expect(newerSession(seen('a', 5), seen('b', 1)).id).toBe('b');
});
