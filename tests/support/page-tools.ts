import type { ElementHandle, Page } from 'puppeteer';
import { until } from './wait.ts';

/**
 * A person's hands and eyes on a page. Things are found by their name and role, as a screen reader finds them; that
 * reaches into closed shadow roots too, where selectors and texts do not.
 */
export const byRole = (role: string, name: string): string => `aria/${name}[role="${role}"]`;

export interface Patience {
  timeoutMs?: number;
}

export async function find(
  page: Page,
  role: string,
  name: string,
  { timeoutMs = 15_000 }: Patience = {},
): Promise<ElementHandle> {
  return until(`${role} «${name}» on ${page.url()}`, () => page.$(byRole(role, name)), { timeoutMs });
}

/**
 * Waits for what a selector names, closed shadow roots included (`aria/…`, `>>> …`). Puppeteer's own `waitForSelector`
 * looks again only when the document changes, and a change inside a shadow root, or of the focus, is none of the document.
 */
export const shown = (
  page: Page,
  selector: string,
  { timeoutMs = 15_000 }: Patience = {},
): Promise<ElementHandle> => until(`${selector} on ${page.url()}`, () => page.$(selector), { timeoutMs });

export const sees = async (page: Page, role: string, name: string): Promise<boolean> =>
  (await page.$(byRole(role, name))) !== null;

/** Clicks with the mouse once the thing is there and can be pressed. */
export async function press(
  page: Page,
  name: string,
  { role = 'button', timeoutMs = 15_000 }: Patience & { role?: string } = {},
): Promise<void> {
  await until(
    `${role} «${name}» to be pressed on ${page.url()}`,
    async () => {
      const found = await page.$(byRole(role, name));
      if (!found || !(await found.evaluate((element) => !(element as HTMLButtonElement).disabled)))
        return false;
      await found.click();
      return true;
    },
    { timeoutMs },
  );
}

/** Waits for words anywhere on the page, outside of closed shadow roots. */
export async function seesText(
  page: Page,
  text: string,
  { timeoutMs = 15_000 }: Patience = {},
): Promise<void> {
  await until(
    `«${text}» on ${page.url()}`,
    () => page.evaluate((wanted) => document.body.innerText.includes(wanted), text),
    { timeoutMs },
  );
}

/** Everything a screen reader would read, closed shadow roots included; one line per thing. */
export async function readAloud(page: Page): Promise<string> {
  interface Node {
    role: string;
    name?: string;
    children?: Node[];
  }
  const lines: string[] = [];
  const visit = (node: Node) => {
    // Boxes of a line repeat what their text says.
    if (node.name && node.role !== 'InlineTextBox') lines.push(`${node.role}: ${node.name}`);
    node.children?.forEach(visit);
  };
  const tree = await page.accessibility.snapshot({ interestingOnly: false });
  if (tree) visit(tree as Node);
  return lines.join('\n');
}

/** Waits until a screen reader would read the words. */
export async function hears(
  page: Page,
  words: string,
  { timeoutMs = 15_000 }: Patience = {},
): Promise<string> {
  return until(
    `«${words}» read from ${page.url()}`,
    async () => {
      const text = await readAloud(page);
      return text.includes(words) ? text : null;
    },
    { timeoutMs, everyMs: 250 },
  );
}

/** Clicks something that leads to another page of the site, and waits until that page is there. */
export async function follow(page: Page, click: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), click()]);
}
