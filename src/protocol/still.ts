import type { SessionId } from './ids.ts';

/**
 * One small picture of a student as a binary frame of the live socket, the same from the student's machine to the
 * server and on to the console: 16 bytes session id, 1 byte stream, 8 bytes time (float64, milliseconds since 1970 on
 * the server's clock, big endian), then a WebP.
 */
export const stillStreams = ['camera', 'screen'] as const;
export type StillStream = (typeof stillStreams)[number];

export interface Still {
  sessionId: SessionId;
  stream: StillStream;
  at: number;
  webp: Uint8Array<ArrayBuffer>;
}

const HEAD_BYTES = 25;
/** A screen at 640 pixels' width has some 30 kB; a tile's picture 3 to 10. */
export const MAX_STILL_BYTES = 96 * 1024;

export function packStill({ sessionId, stream, at, webp }: Still): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + webp.length);
  const hex = sessionId.replaceAll('-', '');
  for (let i = 0; i < 16; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  bytes[16] = stillStreams.indexOf(stream);
  new DataView(bytes.buffer).setFloat64(17, at);
  bytes.set(webp, HEAD_BYTES);
  return bytes;
}

/** Null when these bytes are no still. The picture is a view into `bytes`. */
export function readStill(bytes: Uint8Array<ArrayBuffer>): Still | null {
  if (bytes.length > MAX_STILL_BYTES || bytes.length < HEAD_BYTES + 12) return null;
  const webp = bytes.subarray(HEAD_BYTES);
  const stream = stillStreams[bytes[16]!];
  const at = new DataView(bytes.buffer, bytes.byteOffset).getFloat64(17);
  if (!stream || !Number.isFinite(at) || !isWebp(webp)) return null;
  const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const sessionId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as SessionId;
  return { sessionId, stream, at, webp };
}

/** `RIFF….WEBP` */
const isWebp = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(0, 4), ...bytes.subarray(8, 12)) === 'RIFFWEBP';
