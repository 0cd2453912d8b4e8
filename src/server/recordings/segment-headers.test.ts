import { describe, expect, it } from 'vitest';
import { readSegmentHeaders } from './segment-headers.ts';

const good = {
  'content-type': 'video/mp4; codecs="avc1.42E01E,opus"',
  'examus-sha256': 'a'.repeat(64),
  'examus-start-at': '1795000000000.25',
  'examus-duration-ms': '3999.9999999999995',
};
const codeOf = (headers: Record<string, string>): unknown => {
  try {
    readSegmentHeaders(headers);
  } catch (error) {
    return Object(error).code;
  }
};

describe('readSegmentHeaders', () => {
  it('reads numbers as JavaScript prints them', () => {
    expect(readSegmentHeaders(good)).toEqual({
      mimeType: good['content-type'],
      sha256: good['examus-sha256'],
      startAt: 1795000000000.25,
      durationMs: 3999.9999999999995,
    });
  });

  it.each(['', ' ', '-1', '1e3', '0x10', 'Infinity', '86400001', '9'.repeat(400)])(
    'refuses a duration of %j',
    (duration) => {
      expect(codeOf({ ...good, 'examus-duration-ms': duration })).toBe('bad_request');
    },
  );

  it.each(['video/webm', 'video/mp42', 'audio/mp4', 'text/html; video/mp4'])('refuses %s', (type) => {
    expect(codeOf({ ...good, 'content-type': type })).toBe('unsupported_media');
  });
});
