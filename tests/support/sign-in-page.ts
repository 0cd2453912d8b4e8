import type { Page } from 'puppeteer';
import { press } from './page-tools.ts';

/** Fills in the login page of AlmaU. */
export async function fillInSignIn(page: Page, login: string, password: string): Promise<void> {
  await page.waitForSelector('#login');
  await page.$eval('#login', (input) => ((input as HTMLInputElement).value = ''));
  await page.type('#login', login);
  await page.type('#password', password);
  await press(page, 'Войти');
}
