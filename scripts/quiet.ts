/** What the extension plugin says on every build, straight to the console, whatever the log level. */
const chat = [/\[crx:content-scripts-iife\]/, /✓ \S+\.tsx? → /, /inlineDynamicImports option is ignored/];

/** Runs a build and keeps the bundler's small talk from hiding its warnings. */
export async function withoutBundlerChat<T>(run: () => Promise<T>): Promise<T> {
  const { log, warn } = console;
  const quiet =
    (say: (...words: unknown[]) => void) =>
    (...words: unknown[]): void => {
      if (!chat.some((line) => line.test(String(words[0])))) say(...words);
    };
  console.log = quiet(log);
  console.warn = quiet(warn);
  try {
    return await run();
  } finally {
    console.log = log;
    console.warn = warn;
  }
}
