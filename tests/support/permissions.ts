import { EXTENSION_ID, type TestBrowser } from './browser.ts';

export const inputs = ['camera', 'microphone'] as const;

/**
 * What the student's settings of Chrome say of the extension and a device. Not `overridePermissions` of Puppeteer,
 * which refuses everything that it does not grant. Without effect where a flag answers every prompt.
 */
export async function allow(
  { browser }: Pick<TestBrowser, 'browser'>,
  name: (typeof inputs)[number],
  setting: 'granted' | 'denied' | 'prompt',
): Promise<void> {
  const session = await browser.target().createCDPSession();
  const origin = `chrome-extension://${EXTENSION_ID}`;
  await session.send('Browser.setPermission', { permission: { name }, setting, origin });
  await session.detach();
}
