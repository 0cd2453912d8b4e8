import { existsSync } from 'node:fs';
import { executablePath } from 'puppeteer';

const places = [
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The browser to test with: the one named by PUPPETEER_EXECUTABLE_PATH, Puppeteer's own when it was downloaded,
 * an installed Chrome or Chromium. Ubuntu's /usr/bin/chromium-browser is a stub of a snap and not taken.
 */
export async function findBrowser(): Promise<string> {
  const named = process.env['PUPPETEER_EXECUTABLE_PATH'];
  if (named) return named;
  const own = await executablePath().catch(() => null);
  const found = [own, ...places].find((place) => place !== null && existsSync(place));
  if (!found) throw new Error('no Chrome or Chromium found: set PUPPETEER_EXECUTABLE_PATH');
  return found;
}

/** Chromium refuses its sandbox to root; nobody else should go without it. */
export const browserArgs = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);
