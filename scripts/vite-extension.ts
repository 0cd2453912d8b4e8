import { crx } from '@crxjs/vite-plugin';
import { resolve } from 'node:path';
import type { InlineConfig } from 'vite';

export const root = resolve(import.meta.dirname, '..');

/** Vite settings of the extension build. The manifest module is read afresh, so `EXAMUS_HOSTS` counts. */
export async function extensionConfig(outDir: string, buildId: string): Promise<InlineConfig> {
  const { default: manifest } = await import('../manifest.config.ts');
  return {
    configFile: false,
    root,
    publicDir: resolve(root, 'assets'),
    logLevel: 'warn',
    plugins: [crx({ manifest, contentScripts: { injectCss: false } })],
    define: {
      __BUILD_ID__: JSON.stringify(buildId),
      // The content script is bundled as a library, where Vite leaves this to others.
      'process.env.NODE_ENV': '"production"',
    },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: false,
      assetsInlineLimit: 0,
      rollupOptions: {
        // No getter of ours does anything: a schema built from parts of another can be left out when nobody uses it.
        treeshake: { propertyReadSideEffects: false },
        input: {
          // Not named in the manifest: opened by the worker.
          offscreen: resolve(root, 'src/offscreen/index.html'),
          portal: resolve(root, 'src/pages/portal/index.html'),
        },
      },
    },
  };
}
