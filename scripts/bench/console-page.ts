import type { Browser, Page } from 'puppeteer';
import { follow } from '../../tests/support/page-tools.ts';
import { until } from '../../tests/support/wait.ts';

/** The console in this browser, with the proctor of `setupWith` signed in. */
export async function openConsole(browser: Browser, origin: string): Promise<Page> {
  const page = (await browser.pages())[0]!;
  await page.setViewport({ width: 1280, height: 720 });
  await page.goto(`${origin}/console/`);
  const link = await until('the button of the institution', () => page.$('a[href*="institution=examus"]'));
  await follow(page, () => link.click());
  await page.type('input[name="userName"]', 'proctor');
  await page.type('input[name="password"]', 'proctor-password');
  await follow(page, () => page.keyboard.press('Enter'));
  return page;
}
