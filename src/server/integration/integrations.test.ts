import { expect, test } from 'vitest';
import type { IntegrationId } from '../../protocol/ids.ts';
import { sealWith } from '../store/seal.ts';
import type { SealedSecret } from '../store/tables.ts';
import { INTEGRATION_NAME, makeSecret, openSecrets } from './integrations.ts';

const seal = sealWith('server secret');
const id = 'a4c7c3a6-7a0f-4c7e-9d53-2f6f4a8f3f10' as IntegrationId;
const sealed = (text: string, expiresAt: number | null): SealedSecret => ({
  sealed: seal.close(text, id),
  createdAt: 0,
  expiresAt,
});

test('a secret of our making is long enough for every JWT library and differs each time', () => {
  expect(Buffer.byteLength(makeSecret())).toBeGreaterThanOrEqual(32);
  expect(makeSecret()).not.toBe(makeSecret());
});

test('an older secret is good until its overlap ends', () => {
  const secrets = [sealed('new', null), sealed('old', 1000)];
  expect(openSecrets(seal, { id, secrets }, 999)).toEqual(['new', 'old']);
  expect(openSecrets(seal, { id, secrets }, 1000)).toEqual(['new']);
});

test('a name goes into a path as it is', () => {
  expect(['moodle', 'my-school_2.kz', 'A'].every((name) => INTEGRATION_NAME.test(name))).toBe(true);
  expect(['', 'a/b', '../x', 'a b', 'ю', '.x', 'a?b'].some((name) => INTEGRATION_NAME.test(name))).toBe(
    false,
  );
});
