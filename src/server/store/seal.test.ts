import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSecret, sealWith } from './seal.ts';

test('what is sealed opens with the same key and context only', () => {
  const seal = sealWith('secret');
  const sealed = seal.close('пароль', 'almau');
  expect(sealed).not.toContain('пароль');
  expect(seal.open(sealed, 'almau')).toBe('пароль');
  expect(seal.close('пароль', 'almau')).not.toBe(sealed);
  expect(() => seal.open(sealed, 'other')).toThrow();
  expect(() => sealWith('another').open(sealed, 'almau')).toThrow();
  const other = sealed.at(-2) === 'A' ? 'B' : 'A';
  expect(() => seal.open(sealed.slice(0, -2) + other + sealed.at(-1), 'almau')).toThrow();
});

test('the key is made once, for the owner alone; the environment goes before it', async () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'examus-seal-')), 'new');
  const [first, atOnce] = await Promise.all([readSecret(dir, undefined), readSecret(dir, 'given')]);
  expect(await readSecret(dir, undefined)).toBe(first);
  expect(Buffer.from(first, 'base64')).toHaveLength(32);
  expect(atOnce).toBe('given');
  expect(statSync(join(dir, 'secret.key')).mode & 0o777).toBe(0o600);
});
