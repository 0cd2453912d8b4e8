// Names the built file and imports nothing of it: the one place where the worker points at another context.
// oxlint-disable-next-line no-restricted-imports, import/default -- the bundler makes the module
import contentScriptFile from '../content/index.tsx?script&iife';

export { contentScriptFile };
