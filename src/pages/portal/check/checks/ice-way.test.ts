import { expect, test } from 'vitest';
import { didStunAnswer, wayOf } from './ice-way.ts';

test.each([
  [[], 'none'],
  [[{ urls: ['stun:stun.example:3478'] }], 'STUN'],
  [[{ urls: ['stun:stun.example'] }, { urls: ['turns:turn.example:443?transport=tcp'] }], 'TURN'],
])('the list %j proves %s', (iceServers, way) => {
  expect(wayOf(iceServers)).toBe(way);
});

test.each([
  ['an outer address was learned', { hasReflexive: true, failures: 0, isComplete: false }, true],
  ['one of two servers answered', { hasReflexive: true, failures: 1, isComplete: true }, true],
  ['the outer address is the computer’s own', { hasReflexive: false, failures: 0, isComplete: true }, true],
  ['no server could be found', { hasReflexive: false, failures: 2, isComplete: true }, false],
  ['the server is silent', { hasReflexive: false, failures: 0, isComplete: false }, false],
])('%s', (_, gathered, answered) => {
  expect(didStunAnswer(gathered)).toBe(answered);
});
