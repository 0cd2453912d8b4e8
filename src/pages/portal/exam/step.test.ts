import { expect, test } from 'vitest';
import { phases } from '../../../protocol/session.ts';
import { stationOf, stepOf } from './step.ts';

test('consent comes before anything is captured', () => {
  expect(stepOf('created', false)).toBe('consent');
  expect(stepOf('created', true)).toBe('consent');
  expect(stepOf('consented', true)).toBe('check');
});
test('whoever lost camera or screen passes the check again, and only that', () => {
  for (const phase of [
    'checked',
    'identified',
    'awaiting_admission',
    'running',
    'paused',
    'interrupted',
  ] as const) {
    expect(stepOf(phase, false)).toBe('check');
    expect(['identity', 'ready', 'waiting', 'running']).toContain(stepOf(phase, true));
  }
});
test('what is over needs no camera', () => {
  expect(stepOf('finishing', false)).toBe('finishing');
  expect(stepOf('closed', false)).toBe('closed');
});
test('who ended the exam while the server was away is not asked to share a screen again', () => {
  expect(stepOf('running', false, true)).toBe('finishing');
  expect(stepOf('interrupted', true, true)).toBe('finishing');
  expect(stepOf('closed', false, true)).toBe('closed');
});
test('every step has its station', () => {
  expect(phases.map((phase) => stationOf(stepOf(phase, true)))).toEqual([
    'consent',
    'check',
    'identity',
    'exam',
    'exam',
    'exam',
    'exam',
    'exam',
    'exam',
    'exam',
  ]);
});
