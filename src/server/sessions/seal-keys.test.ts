import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SEAL_OVERHEAD_BYTES } from '../../protocol/seal.ts';
import { sealerTo } from '../../shared/seal-record.ts';
import { sealKeysFrom } from './seal-keys.ts';

const keys = sealKeysFrom('secret');
const sessionId = randomUUID();
const text = new TextEncoder().encode('Здравствуйте');
const seal = async (place: string) => (await sealerTo(keys.publicKeyOf(sessionId))).seal(text, place);

describe('sealKeysFrom', () => {
  it('opens what a student’s machine sealed, also after a restart and on another server', async () => {
    const sealed = await seal('entry 1');
    expect(sealed.length).toBe(text.length + SEAL_OVERHEAD_BYTES);
    expect(Buffer.from(sealed).includes('Здравствуйте')).toBe(false);
    expect(sealKeysFrom('secret').open(sessionId, sealed, 'entry 1').toString()).toBe('Здравствуйте');
  });

  it('seals the same thing differently every time', async () => {
    expect(await seal('entry 1')).not.toEqual(await seal('entry 1'));
  });

  it.each([0, 1, 40, 70, 80, -1])('refuses a record of which byte %i was altered', async (at) => {
    const sealed = await seal('entry 1');
    const altered = sealed.with(at, (sealed.at(at) ?? 0) ^ 1);
    expect(() => keys.open(sessionId, altered, 'entry 1')).toThrow('does not open');
  });

  it('refuses a record in another place, of another session, cut short, or for another secret', async () => {
    const sealed = await seal('entry 1');
    expect(() => keys.open(sessionId, sealed, 'entry 2')).toThrow('does not open');
    expect(() => keys.open(randomUUID(), sealed, 'entry 1')).toThrow('does not open');
    expect(() => keys.open(sessionId, sealed.subarray(0, 60), 'entry 1')).toThrow('does not open');
    expect(() => sealKeysFrom('other').open(sessionId, sealed, 'entry 1')).toThrow('does not open');
  });
});
