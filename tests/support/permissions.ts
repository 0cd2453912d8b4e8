import type { Browser, CDPSession } from 'puppeteer';
import { EXTENSION_ID, type TestBrowser } from './browser.ts';

export const inputs = ['camera', 'microphone'] as const;

/** What a session set is forgotten when it is detached: each browser keeps one. */
const sessions = new WeakMap<Browser, Promise<CDPSession>>();

/**
 * What the student's settings of Chrome say of the extension and a device. Not `overridePermissions` of Puppeteer,
 * which refuses everything that it does not grant. Without effect where a flag answers every prompt.
 */
export async function allow(
  { browser }: Pick<TestBrowser, 'browser'>,
  name: (typeof inputs)[number],
  setting: 'granted' | 'denied' | 'prompt',
): Promise<void> {
  const session = await (sessions.get(browser) ?? openSession(browser));
  const origin = `chrome-extension://${EXTENSION_ID}`;
  await session.send('Browser.setPermission', { permission: { name }, setting, origin });
}

function openSession(browser: Browser): Promise<CDPSession> {
  const session = browser.target().createCDPSession();
  sessions.set(browser, session);
  return session;
}
