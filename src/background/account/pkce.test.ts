import { expect, it } from 'vitest';
import { challengeOf, createPkce, randomText } from './pkce.ts';

it('makes the challenge of RFC 7636, appendix B', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

it('makes a verifier the RFC allows, and its challenge', async () => {
  const { verifier, challenge } = await createPkce();
  expect(verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(challenge).toBe(await challengeOf(verifier));
});

it('never repeats itself', () => {
  expect(randomText()).not.toBe(randomText());
});
