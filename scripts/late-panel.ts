import { resolve } from 'node:path';
import { build } from 'vite';
import { root } from './vite-extension.ts';

const borrowed = resolve(root, 'src/content/late/borrowed-preact.ts');

/** The panel's second script, one classic file: it runs in the world of the first and borrows its Preact. */
export async function buildLatePanel(outDir: string, buildId: string): Promise<void> {
  await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'warn',
    define: { __BUILD_ID__: JSON.stringify(buildId), 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: [{ find: /^preact(\/hooks|\/jsx-runtime)?$/, replacement: borrowed }] },
    // Tests set another NODE_ENV, by which Vite would take a JSX runtime that cannot be lent.
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'chrome130',
      assetsInlineLimit: 0,
      lib: {
        entry: resolve(root, 'src/content/late/index.tsx'),
        formats: ['iife'],
        name: 'examusLatePanel',
        fileName: () => 'content/late.js',
      },
    },
  });
}
