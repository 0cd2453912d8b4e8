import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Text of a file that only the server's user may read, made by `make` when it is not there yet. */
export async function readOrMakeSecretFile(dir: string, name: string, make: () => string): Promise<string> {
  const path = join(dir, name);
  await mkdir(dir, { recursive: true });
  const found = await readFile(path, 'utf8').catch(() => null);
  if (found === null) await makeWhole(path, make());
  await chmod(path, 0o600);
  return (await readFile(path, 'utf8')).trim();
}

/** Written aside and linked: never half a key, also not on a full disk, and of two starts at once only one makes it. */
async function makeWhole(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(aside, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}
