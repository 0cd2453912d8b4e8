import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'puppeteer';
import { Journey } from '../tests/support/journey/journey.ts';
import { EXAM, STUDENT, VERDICT_COMMENT } from '../tests/support/journey/steps.ts';
import { find, press } from '../tests/support/page-tools.ts';
import { lapse } from '../tests/support/wait.ts';
import { words } from '../tests/support/words.ts';

/**
 * One real exam, with a picture of every screen at two sizes, light and dark, to be looked at.
 *   npm run pictures -- [--out DIR] [--docs]     --docs also renews the three in the README
 */
const { values } = parseArgs({
  options: { out: { type: 'string', default: '.cache/pictures' }, docs: { type: 'boolean', default: false } },
});
const root = resolve(import.meta.dirname, '..');
const out = resolve(root, values.out);
const sizes = [
  { width: 1280, height: 720 },
  { width: 1093, height: 500 },
];
const schemes = ['light', 'dark'] as const;
const inReadme: Record<string, string> = { list: 'portal', panel: 'panel', console: 'console' };
/** Longer than any of our transitions. */
const SETTLE_MS = 400;

async function take(page: Page, name: string): Promise<void> {
  await page.bringToFront();
  for (const { width, height } of sizes) {
    await page.setViewport({ width, height });
    for (const scheme of schemes) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await lapse(SETTLE_MS);
      await page.screenshot({ path: join(out, `${name}-${width}-${scheme}.png`) });
    }
  }
  await page.emulateMediaFeatures([]);
  await page.setViewport({ width: 1280, height: 720 });
  console.log(name);
}

await mkdir(out, { recursive: true });
const journey = await Journey.start({ extension: resolve(root, 'dist/extension') });
try {
  const { student, world } = journey;
  await student.opensPortal(world.server.origin);
  const { portal } = student;
  await take(portal, 'sign-in');
  await student.signsIn(STUDENT.login);
  await find(portal, 'button', EXAM);
  await take(portal, 'list');
  await portal.evaluate(() => (location.hash = '#/check'));
  await find(portal, 'button', words('portal', 'check_begin'));
  await take(portal, 'check-notice');
  await student.checksAhead();
  await take(portal, 'check');
  await portal.evaluate(() => (location.hash = '#/help'));
  await take(portal, 'help');
  await student.startsExam(EXAM);
  await take(portal, 'consent');
  await student.consents();
  await find(portal, 'button', words('portal', 'step_screen_button'));
  await take(portal, 'screen-prompt');
  await student.passesCheck();
  await portal.waitForSelector('.identity-picture img');
  await take(portal, 'identity');
  await press(portal, 'Сфотографировать');
  await find(portal, 'button', 'Перефотографировать');
  await take(portal, 'photo');
  await press(portal, 'Отправить');
  await student.shows('document');
  await student.photographs();
  await student.shows('present');
  await find(portal, 'button', 'Начать');
  await take(portal, 'ready');
  await student.begins();
  await student.startsAttempt();
  await student.hearsInPanel(words('panel', 'recording'), 20_000);
  await student.shows('absent');
  await student.hearsInPanel('Отсутствие тестируемого', 20_000);
  await student.shows('present');
  await student.writes('Можно пользоваться калькулятором?');
  await student.hearsInPanel(words('panel', 'delivered'));
  await take(student.quiz, 'panel');
  await press(student.quiz, words('panel', 'collapse'));
  await take(student.quiz, 'panel-collapsed');
  await press(student.quiz, words('panel', 'expand'));
  await take(portal, 'running');
  await student.quiz.bringToFront();
  while (!student.quiz.url().includes('summary.php')) await student.answersQuestion();
  await student.submitsAttempt();
  await student.finishesExam();
  await student.waitsUntilSaved();
  await take(student.quiz, 'panel-done');
  const proctor = await journey.proctor();
  await find(proctor.page, 'link', STUDENT.name);
  await take(proctor.page, 'console-list');
  await proctor.opensSessionOf(STUDENT.name);
  await proctor.watches();
  await proctor.sees('Отсутствие тестируемого');
  await take(proctor.page, 'console');
  await proctor.decides('rejected', VERDICT_COMMENT);
  await student.seesInList(EXAM, VERDICT_COMMENT);
  await take(portal, 'verdict');
  if (values.docs) {
    for (const [from, to] of Object.entries(inReadme)) {
      await copyFile(join(out, `${from}-1280-light.png`), resolve(root, 'docs', `${to}.png`));
    }
  }
} finally {
  await journey.stop();
}
