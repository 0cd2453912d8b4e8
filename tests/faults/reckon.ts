import { createHash } from 'node:crypto';
import type { Page } from 'puppeteer';
import type { SessionDetail } from '../../src/protocol/api.ts';
import type { Acknowledged } from './middle.ts';

/** Milliseconds since 1970, `to` exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** The time between the first piece and the end of the exam that no piece covers. */
export function missingMs(pieces: readonly Span[], endedAt: number): number {
  const sorted = [...pieces].sort((a, b) => a.from - b.from);
  if (!sorted[0]) return Number.POSITIVE_INFINITY;
  let missing = 0;
  let reached = sorted[0].from;
  for (const { from, to } of [...sorted, { from: endedAt, to: endedAt }]) {
    missing += Math.max(0, Math.min(from, endedAt) - reached);
    reached = Math.max(reached, to);
  }
  return missing;
}

/** The pieces of a playlist with their times. */
export function spansOf(playlist: string): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const line of playlist.split('\n')) {
    const time = /^#EXT-X-PROGRAM-DATE-TIME:(.+)$/.exec(line)?.[1];
    const seconds = /^#EXTINF:([\d.]+)/.exec(line)?.[1];
    if (time !== undefined) from = Date.parse(time);
    if (seconds !== undefined) spans.push({ from, to: from + Number(seconds) * 1000 });
  }
  return spans;
}

/** Names of pieces that were acknowledged and that the server does not give out again, byte for byte. */
export async function lostPieces(
  page: Page,
  sessionId: string,
  acknowledged: readonly Acknowledged[],
): Promise<string[]> {
  const wanted = new Map(acknowledged.map(({ name, sha256 }) => [name, sha256]));
  const lost: string[] = [];
  for (const [name, sha256] of wanted) {
    const bytes = await download(page, `/api/v1/console/sessions/${sessionId}/recordings/${name}`);
    if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256) lost.push(name);
  }
  return lost;
}

export async function downloadPlaylist(page: Page, sessionId: string, kind: string): Promise<string> {
  const path = `/api/v1/console/sessions/${sessionId}/recordings/${kind}/playlist.m3u8`;
  return (await download(page, path))?.toString() ?? '';
}

/** From the server the page is of, with its cookie. Null when the server has no such thing. */
async function download(page: Page, path: string): Promise<Buffer | null> {
  const text = await page.evaluate(async (path) => {
    const response = await fetch(path);
    if (!response.ok) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, path);
  return text === null ? null : Buffer.from(text, 'base64');
}

export const endOf = ({ endedAt }: SessionDetail): number => {
  if (endedAt === null) throw new Error('the exam did not end');
  return endedAt;
};
