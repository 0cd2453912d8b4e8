import { bad, type Check, good } from '../check.ts';

/** What recording needs; the manifest's `minimum_chrome_version` says the same. */
const MIN_CHROME = 130;

export const browser: Check = {
  id: 'browser',
  run: async ({ userAgent, system }) => {
    const version = /Chrome\/(\d+)/.exec(userAgent)?.[1];
    const value = [version ? `Chrome ${version}` : userAgent.slice(0, 100), system]
      .filter(Boolean)
      .join(', ');
    if (/Mobi|Android|iPhone|iPad/.test(userAgent)) return bad('browser', 'mobile', value);
    return version && Number(version) >= MIN_CHROME
      ? good('browser', value)
      : bad('browser', 'outdated', value);
  },
};
