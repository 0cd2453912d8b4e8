import { resolve } from 'node:path';
import type { InlineConfig } from 'vite';

const root = resolve(import.meta.dirname, '..');

/** Vite settings of the proctor console, which the exam server serves at `/console/`. */
export function consoleConfig(outDir: string): InlineConfig {
  return {
    configFile: false,
    root: resolve(root, 'src/server/console'),
    base: '/console/',
    publicDir: false,
    logLevel: 'warn',
    // Half the size; what is left out (subtitles, other audio, DRM) our recordings do not have.
    resolve: { alias: { 'hls.js': 'hls.js/light' } },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: false,
      // No `data:` URLs: they would need a hole in the content security policy.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 600,
    },
  };
}
