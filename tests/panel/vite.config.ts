import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { languages } from '../../src/protocol/language.ts';
import { lateWords, panelWords } from '../../scripts/panel-texts.ts';

/** The page that mounts the panel in an open root. Run: `vite tests/panel`, open `/?case=warnings&language=kk`. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  define: {
    __BUILD_ID__: '"test"',
    __PANEL_WORDS__: JSON.stringify(languages.map(panelWords)),
    __LATE_WORDS__: JSON.stringify(languages.map(lateWords)),
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { fs: { allow: [resolve(import.meta.dirname, '../..')] } },
  build: { target: 'chrome130', emptyOutDir: true },
});
