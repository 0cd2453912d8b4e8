import type { IncomingHttpHeaders } from 'node:http';
import * as v from 'valibot';
import { ExamusError } from '../../protocol/errors.ts';
import { segmentFacts } from '../../protocol/recording.ts';

/** 2001 to 2096: a clock outside is broken, and a playlist cannot name its time. */
const moment = v.pipe(v.number(), v.minValue(1e12), v.maxValue(4e12));
const number = v.pipe(v.string(), v.regex(/^\d{1,15}(\.\d{1,6})?$/), v.transform(Number));

const headers = v.object({
  'content-type': v.pipe(v.string(), v.maxLength(100)),
  'examus-sha256': segmentFacts.entries.sha256,
  'examus-start-at': v.pipe(number, moment),
  'examus-duration-ms': v.pipe(number, segmentFacts.entries.durationMs),
});
export interface SegmentHeaders {
  mimeType: string;
  sha256: string;
  startAt: number;
  durationMs: number;
}

/** Rejects with `bad_request` naming the header, or `unsupported_media` for anything but MP4 video. */
export function readSegmentHeaders(raw: IncomingHttpHeaders): SegmentHeaders {
  const result = v.safeParse(headers, raw);
  if (!result.success) {
    const names = result.issues.map((issue) => v.getDotPath(issue)).join(', ');
    throw new ExamusError('bad_request', `missing or wrong: ${names}`);
  }
  const mimeType = result.output['content-type'];
  if (!/^video\/mp4\s*(;|$)/.test(mimeType)) {
    throw new ExamusError('unsupported_media', 'a recording is video/mp4');
  }
  return {
    mimeType,
    sha256: result.output['examus-sha256'],
    startAt: result.output['examus-start-at'],
    durationMs: result.output['examus-duration-ms'],
  };
}
