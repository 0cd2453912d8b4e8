import { describe, expect, it } from 'vitest';
import { offerOf } from './from-page.ts';

const message = { type: 'examus/launch', serverOrigin: 'https://o7x.example', ticket: 't1' };
const sender = { origin: 'https://o7x.example', frameId: 0, tab: { id: 7 } } as chrome.runtime.MessageSender;

describe('what a page of a server hands over', () => {
  it('is its ticket, for the server it is a page of', () => {
    expect(offerOf(message, sender)).toEqual({ origin: 'https://o7x.example', ticket: 't1', tabId: 7 });
  });

  it.each([
    ['speaks for another server', { ...message, serverOrigin: 'https://evil.example' }, sender],
    ['stands in a frame', message, { ...sender, frameId: 3 }],
    ['is another extension', message, { ...sender, origin: 'chrome-extension://abc', tab: undefined }],
    ['gives no ticket', { ...message, ticket: '' }, sender],
    [
      'has no https',
      { ...message, serverOrigin: 'http://o7x.example' },
      { ...sender, origin: 'http://o7x.example' },
    ],
    ['says something else', { type: 'hello' }, sender],
  ])('counts for nothing when it %s', (_, said, from) => {
    expect(offerOf(said, from as chrome.runtime.MessageSender)).toBeNull();
  });
});
