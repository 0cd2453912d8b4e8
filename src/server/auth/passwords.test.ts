import { expect, test } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

test('a password is known again, another is not, and no two hashes are alike', async () => {
  const stored = await hashPassword('пароль-студента');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword('пароль-студента', stored)).toBe(true);
  expect(await verifyPassword('пароль-студентa', stored)).toBe(false);
  expect(await hashPassword('пароль-студента')).not.toBe(stored);
});

test('composed and decomposed letters are the same password', async () => {
  expect(await verifyPassword('йод-2026', await hashPassword('йод-2026'.normalize('NFD')))).toBe(true);
});

test('an account without a password lets nobody in', async () => {
  expect(await verifyPassword('', null)).toBe(false);
});

test('a hash made with other parameters is read with its own', async () => {
  // Argon2id of "password" with m=64,t=2,p=1, computed here from the same definition.
  const { argon2Sync } = await import('node:crypto');
  const nonce = Buffer.from('0123456789abcdef');
  const hash = argon2Sync('argon2id', {
    message: 'password',
    nonce,
    parallelism: 1,
    tagLength: 24,
    memory: 64,
    passes: 2,
  });
  const stored = `$argon2id$v=19$m=64,t=2,p=1$${nonce.toString('base64')}$${hash.toString('base64')}`;
  expect(await verifyPassword('password', stored)).toBe(true);
});
