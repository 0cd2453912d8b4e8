import { expect, test } from 'vitest';
import { bad, good } from './check.ts';
import { reportText } from './report-text.ts';

test('one line per check, failures with their cause and value', () => {
  const report = {
    results: [good('camera', 'HD Camera, 640×480'), bad('upload', 'slow', '0.4 Mbit/s')],
    userAgent: 'Chrome/156',
    extensionVersion: '0.1.0',
    tries: 2,
  };
  expect(reportText(report, (id) => id.toUpperCase(), new Date(0))).toBe(
    [
      'Examus 0.1.0, 1970-01-01T00:00:00.000Z, try 2',
      '+ CAMERA HD Camera, 640×480',
      '− UPLOAD [slow] 0.4 Mbit/s',
      'Chrome/156',
    ].join('\n'),
  );
});
