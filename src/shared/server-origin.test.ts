import { describe, expect, it } from 'vitest';
import { parseServerLink, parseServerOrigin } from './server-origin.ts';

describe('parseServerOrigin', () => {
  it.each([
    ['https://o7x.example', 'https://o7x.example'],
    ['https://o7x.example:8443/path?x=1', 'https://o7x.example:8443'],
    ['http://127.0.0.1:9200', 'http://127.0.0.1:9200'],
    ['http://localhost:9200/', 'http://localhost:9200'],
  ])('takes %s', (text, origin) => {
    expect(parseServerOrigin(text)).toBe(origin);
  });

  it.each([
    'http://o7x.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://user:secret@o7x.example',
    'ftp://o7x.example',
    'o7x.example',
    '',
    null,
    7,
  ])('refuses %s', (text) => {
    expect(parseServerOrigin(text)).toBeNull();
  });
});

describe('parseServerLink', () => {
  it.each([
    ['https://go.example/start?serverOrigin=https://o7x.example', 'https://o7x.example'],
    ['https://go.example/start?serverOrigin=http://o7x.example', null],
    ['https://go.example/start?serverOrigin=javascript:alert(1)', null],
    [' o7x.example ', 'https://o7x.example'],
    ['https://o7x.example:8443/some/page#x', 'https://o7x.example:8443'],
    ['https://user:secret@o7x.example', null],
    ['AlmaU', null],
    ['http://localhost:9200', 'http://localhost:9200'],
    ['two words.example', null],
    ['', null],
  ])('reads %s', (text, origin) => {
    expect(parseServerLink(text)).toBe(origin);
  });
});
