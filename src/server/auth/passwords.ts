import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/**
 * Argon2id with 19 MiB, 2 passes, 1 lane: the first choice of the OWASP password storage cheat sheet. Written as the
 * usual `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, so that parameters can be raised later without losing old passwords.
 */
const current = { memory: 19 * 1024, passes: 2, parallelism: 1 };

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await derive('argon2id', { message: normal(password), nonce, tagLength: 32, ...current });
  const { memory, passes, parallelism } = current;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(hash)}`;
}

/** False for a wrong password; a missing hash takes as long as a real one, so that time tells no user names. */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(stored ?? nobodysHash);
  if (!parts) throw new Error('a stored password hash is not readable');
  const [, memory, passes, parallelism, nonce, expected] = parts as unknown as [string, ...string[]];
  const hash = Buffer.from(expected!, 'base64');
  const actual = await derive('argon2id', {
    message: normal(password),
    nonce: Buffer.from(nonce!, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: hash.length,
  });
  return timingSafeEqual(actual, hash) && stored !== null && stored !== undefined;
}

/** One way to write each letter: keyboards disagree about composed characters. */
const normal = (password: string): string => password.normalize('NFC');
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');
const nobodysHash = `$argon2id$v=19$m=${current.memory},t=${current.passes},p=${current.parallelism}$${base64(
  randomBytes(16),
)}$${base64(randomBytes(32))}`;
