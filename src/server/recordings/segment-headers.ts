import type { IncomingHttpHeaders } from 'node:http';
import * as v from 'valibot';
import { bytesHeaders } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { segmentFacts, segmentKey } from '../../protocol/recording.ts';

/** 2001 to 2096: a clock outside is broken, and a playlist cannot name its time. */
export const moment = v.pipe(v.number(), v.minValue(1e12), v.maxValue(4e12));
const number = v.pipe(v.string(), v.maxLength(40), v.regex(/^\d+(\.\d+)?$/), v.transform(Number));

const headers = v.object({
  'content-type': v.pipe(v.string(), v.maxLength(100)),
  [bytesHeaders.sha256]: segmentFacts.entries.sha256,
  [bytesHeaders.startAt]: v.pipe(number, moment),
  [bytesHeaders.durationMs]: v.pipe(number, segmentFacts.entries.durationMs),
});
export interface SegmentHeaders {
  mimeType: string;
  sha256: string;
  startAt: number;
  durationMs: number;
}

/** The epoch of a piece when it was sealed, where it has been given another one since. */
export const sealedEpochOf = (raw: IncomingHttpHeaders): number | undefined =>
  v.parse(
    v.fallback(v.optional(v.pipe(number, segmentKey.entries.epoch)), undefined),
    raw[bytesHeaders.sealedEpoch],
  );

/** Rejects with `bad_request` naming the header, or `unsupported_media` for anything but MP4 video. */
export function readSegmentHeaders(raw: IncomingHttpHeaders): SegmentHeaders {
  const result = v.safeParse(headers, raw);
  if (!result.success) {
    const names = result.issues.map((issue) => v.getDotPath(issue)).join(', ');
    throw new ExamusError('bad_request', `missing or wrong: ${names}`);
  }
  const mimeType = result.output['content-type'];
  assertVideo(mimeType);
  return {
    mimeType,
    sha256: result.output[bytesHeaders.sha256],
    startAt: result.output[bytesHeaders.startAt],
    durationMs: result.output[bytesHeaders.durationMs],
  };
}

export function assertVideo(mimeType: string): void {
  if (/^video\/mp4\s*(;|$)/.test(mimeType)) return;
  throw new ExamusError('unsupported_media', 'a recording is video/mp4');
}
