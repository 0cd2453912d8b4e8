import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError } from '../config.ts';
import { isSignedBy, readSigner } from './signing-key.ts';

const newDir = () => mkdtempSync(join(tmpdir(), 'examus-key-'));

test('the key is made once, for the server alone to read', async () => {
  const dir = newDir();
  const [one, other] = await Promise.all([readSigner(dir, undefined), readSigner(dir, undefined)]);
  expect(one.keyId).toBe(other.keyId);
  expect((await readSigner(dir, undefined)).publicKeyPem).toBe(one.publicKeyPem);
  expect(readdirSync(dir)).toEqual(['evidence-key.pem']);
  expect(statSync(join(dir, 'evidence-key.pem')).mode & 0o777).toBe(0o600);
});

test('what was signed is known again, anything else is not', async () => {
  const signer = await readSigner(newDir(), undefined);
  const { publicKey } = signer;
  const stranger = await readSigner(newDir(), undefined);
  const signature = signer.sign('text');
  expect(isSignedBy(publicKey, 'text', signature)).toBe(true);
  expect(isSignedBy(publicKey, 'texT', signature)).toBe(false);
  expect(isSignedBy(stranger.publicKey, 'text', signature)).toBe(false);
  expect(isSignedBy(`${publicKey}00`, 'text', signature)).toBe(false);
  expect(isSignedBy('00', 'text', signature)).toBe(false);
});

test('a key may come from the environment, on one line too, but must be Ed25519', async () => {
  const pemOf = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
    key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const pem = pemOf(generateKeyPairSync('ed25519').privateKey);
  const dir = newDir();
  const { keyId } = await readSigner(dir, pem);
  expect((await readSigner(dir, pem.replaceAll('\n', '\\n'))).keyId).toBe(keyId);
  expect(readdirSync(dir)).toEqual([]);
  const other = pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  await expect(readSigner(dir, other)).rejects.toThrow(ConfigError);
  await expect(readSigner(dir, 'nonsense')).rejects.toThrow('EXAMUS_SIGNING_KEY');
});
