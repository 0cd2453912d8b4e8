import { build } from 'vite';

/** Bundles TypeScript into one script for `page.evaluate`. It hands out what it has through `globalThis`. */
export async function bundleForPage(entry: string): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ['iife'], name: 'bundled' },
    },
  });
  const results = Array.isArray(output) ? output : 'output' in output ? [output] : [];
  const chunk = results.flatMap((one) => one.output).find((one) => one.type === 'chunk');
  if (!chunk) throw new Error(`${entry} was not bundled`);
  return chunk.code;
}
