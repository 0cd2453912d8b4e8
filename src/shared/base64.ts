/** A call has room for some ten thousand arguments. */
const PART = 8192;

export function toBase64(bytes: Uint8Array): string {
  // Browsers before Chrome 140 have none of their own.
  if ('toBase64' in bytes) return (bytes as { toBase64: () => string }).toBase64();
  let text = '';
  for (let at = 0; at < bytes.length; at += PART) {
    text += String.fromCharCode(...bytes.subarray(at, at + PART));
  }
  return btoa(text);
}

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
