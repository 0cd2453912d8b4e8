import { expect, it } from 'vitest';
import { sortRequests } from './requests-of-browser.ts';

const updates = 'update.googleapis.com:443';
const byBrowser = { host: updates, isOfContent: false };

it('takes for the browser’s own what it asks for by itself', () => {
  expect(sortRequests([updates, updates], [byBrowser])).toEqual({ external: [], ofBrowser: [updates] });
});

it('takes the same host for external once anything of ours asks it too', () => {
  const logged = [byBrowser, { host: updates, isOfContent: true }];
  expect(sortRequests([updates], logged).external).toEqual([updates]);
});

it('takes for external what no browser knows of', () => {
  expect(sortRequests(['lms.example.edu:443'], [byBrowser]).external).toEqual(['lms.example.edu:443']);
});

it('knows the connection that a sign-in opens and never uses', () => {
  const end = `${'a'.repeat(32)}.chromiumapp.org:443`;
  expect(sortRequests([end], []).ofBrowser).toEqual([end]);
});
