import { describe, expect, it } from 'vitest';
import { loopbackPatterns, parseHostPatterns } from './host-patterns.ts';

describe('parseHostPatterns', () => {
  it('takes commas and repeats, and drops doubles', () => {
    expect(parseHostPatterns(['https://a.edu/*, https://*.b.edu/mod/*', 'https://a.edu/*'])).toEqual([
      'https://a.edu/*',
      'https://*.b.edu/mod/*',
    ]);
    expect(parseHostPatterns(loopbackPatterns)).toEqual(loopbackPatterns);
    expect(parseHostPatterns(['http://localhost:8080/*'])).toEqual(['http://localhost:8080/*']);
  });

  it.each([
    'lms.example.edu',
    'https://lms.example.edu',
    '<all_urls>',
    '*://*/*',
    'https://*/*',
    'ftp://a.edu/*',
  ])('refuses %s', (text) => {
    expect(() => parseHostPatterns([text])).toThrow(`"${text}"`);
  });

  it('refuses a whole top-level domain', () => {
    expect(() => parseHostPatterns(['https://*.edu/*'])).toThrow('top-level domain');
  });
});
