import { build } from 'vite';
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { extensionConfig, root } from './vite-extension.ts';

const { values } = parseArgs({
  options: {
    /** LMS hosts baked in: match patterns, comma-separated or repeated. */
    hosts: { type: 'string', multiple: true, default: [] },
    out: { type: 'string', default: 'dist/extension' },
  },
});
process.env['EXAMUS_HOSTS'] = values.hosts.join(',');
await build(await extensionConfig(resolve(root, values.out), randomUUID()));
