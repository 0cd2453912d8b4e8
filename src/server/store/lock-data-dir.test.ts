import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockDataDir } from './lock-data-dir.ts';

test('a data directory belongs to one server at a time', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'examus-lock-'));
  const first = await lockDataDir(dir);
  await expect(lockDataDir(dir)).rejects.toThrow('another server works there');
  await expect(lockDataDir(join(dir, '.'))).rejects.toThrow('another server works there');
  const elsewhere = await lockDataDir(mkdtempSync(join(tmpdir(), 'examus-lock-')));
  await elsewhere.release();
  await first.release();
  const second = await lockDataDir(dir);
  await second.release();
});
