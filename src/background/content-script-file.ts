// Names the built files and imports nothing of them: the one place where the worker points at another context. Their names
// must differ from that of the worker's own entry: two `index.ts` would be taken for each other.
// oxlint-disable-next-line no-restricted-imports, import/default -- the bundler makes the module
import frameScriptFile from '../content/frame/frame-script.ts?script&iife';
// oxlint-disable-next-line no-restricted-imports, import/default -- the bundler makes the module
import contentScriptFile from '../content/index.tsx?script&iife';

export { contentScriptFile, frameScriptFile };
