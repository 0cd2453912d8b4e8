/** What the extension plugin and its inner build say every time, whatever the log level. */
const chat = [
  /\[crx:content-scripts-iife\]/,
  /✓ \S+\.tsx? → /,
  /inlineDynamicImports option is ignored because codeSplitting: false/,
];

/** Runs a build and keeps the bundler's small talk from hiding its warnings. */
export async function withoutBundlerChat<T>(run: () => Promise<T>): Promise<T> {
  const unmute = [process.stdout, process.stderr].map(mute);
  try {
    return await run();
  } finally {
    for (const again of unmute) again();
  }
}

function mute(stream: NodeJS.WriteStream): () => void {
  const write = stream.write.bind(stream);
  stream.write = ((text: string | Uint8Array, ...rest: []) =>
    chat.some((line) => line.test(String(text))) || write(text, ...rest)) as typeof write;
  return () => {
    stream.write = write;
  };
}
