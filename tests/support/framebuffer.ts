import { readFile } from 'node:fs/promises';

export interface Picture {
  width: number;
  height: number;
  /** Red, green, blue. */
  at: (x: number, y: number) => [number, number, number];
}

/**
 * What a virtual display shows now, from the file in which Xvfb keeps it (`-fbdir`). Format XWD version 7, whose header
 * is big-endian words: header size, …, width, height at 16 and 20, bits per pixel at 44, bytes per line at 48, number
 * of colours at 76; pixels of a 24-bit display are blue, green, red, nothing.
 */
export async function readFramebuffer(file: string): Promise<Picture> {
  const bytes = await readFile(file);
  const word = (at: number) => bytes.readUInt32BE(at);
  const [start, width, height, bits, stride] = [
    word(0) + word(76) * 12,
    word(16),
    word(20),
    word(44),
    word(48),
  ];
  if (word(4) !== 7 || bits !== 32) throw new Error(`a framebuffer of version ${word(4)} with ${bits} bits`);
  return {
    width,
    height,
    at: (x, y) => {
      const i = start + y * stride + x * 4;
      return [bytes[i + 2]!, bytes[i + 1]!, bytes[i]!];
    },
  };
}
