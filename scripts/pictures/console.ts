import { resolve } from 'node:path';
import type { Page } from 'puppeteer';
import { startServer, type TestServer } from '../../tests/server/harness.ts';
import { launchBrowser } from '../../tests/support/browser.ts';
import { find, follow, press, seesText } from '../../tests/support/page-tools.ts';
import { until } from '../../tests/support/wait.ts';
import { words } from '../../tests/support/words.ts';
import type { Album } from './album.ts';
import { classSetup, EXAM, names, seatClass } from './class.ts';
import { drawClass } from './stills.ts';

const root = resolve(import.meta.dirname, '../..');

/** The console before, during and around an exam of a class, and its administration. */
export async function takeConsole(album: Album): Promise<void> {
  const life = new AbortController();
  const server = await startServer({
    setup: classSetup(),
    config: { consoleDir: resolve(root, 'dist/console') },
  });
  const machine = await launchBrowser();
  try {
    const page = (await machine.browser.pages())[0]!;
    await page.setViewport({ width: 1280, height: 720 });
    await page.goto(`${server.origin}/console/`);
    await seesText(page, words('console', 'sign_in_title'));
    await album.take(page, 'console-sign-in');
    await signsIn(page, 'proctor0');
    await page.goto(`${server.origin}/console/grid`);
    await seesText(page, words('live', 'grid_empty'));
    await album.take(page, 'console-grid-empty');
    await page.goto(`${server.origin}/console/`);
    await seesText(page, words('console', 'empty_all'));
    await album.take(page, 'console-list-empty');
    const seated = await seatClass(server, await drawClass(page, names.length), life.signal);
    await takeLive(page, album, server, seated);
    await takeAdministration(page, album, server);
  } finally {
    life.abort();
    await machine.close();
    await server.close();
  }
}

async function signsIn(page: Page, userName: string): Promise<void> {
  await follow(page, () => page.click('a[href*="institution=examus"]'));
  await page.type('input[name="userName"]', userName);
  await page.type('input[name="password"]', `${userName}-password`);
  await follow(page, () => page.keyboard.press('Enter'));
}

type Seated = Awaited<ReturnType<typeof seatClass>>;

async function takeLive(
  page: Page,
  album: Album,
  server: TestServer,
  { waiting, running, appealing }: Seated,
) {
  const open = (path: string) => page.goto(`${server.origin}/console/${path}`);
  await open('grid');
  await until('every student’s pictures', () =>
    page.evaluate(() => document.querySelectorAll('.tile img').length >= 24),
  );
  await album.take(page, 'console-grid');
  await page.click('.tile button');
  await until('a still', () => page.$('.large-pictures img'));
  await album.take(page, 'console-large-stills');
  await open('grid');
  const watched = await until('the student with warnings', () => page.$(`.tile ::-p-text(${names[4]!})`));
  await watched.click();
  await until('a still', () => page.$('.large-pictures img'));
  await album.take(page, 'console-large');
  await open('');
  await find(page, 'link', names[2]!);
  await album.take(page, 'console-list');
  await page.focus('input[type="search"]');
  await page.type('input[type="search"]', 'никого');
  await seesText(page, words('console', 'empty_filtered'));
  await album.take(page, 'console-list-nothing');

  await open(`sessions/${waiting.sessionId}`);
  await find(page, 'button', words('console', 'retake'));
  await album.take(page, 'console-waiting');
  await press(page, words('console', 'retake'));
  await page.waitForSelector('dialog[open]');
  await album.take(page, 'console-retake');

  await open(`sessions/${running.sessionId}`);
  for (const act of ['pause', 'extend', 'warn'] as const) {
    await press(page, words('room', `act_${act}_button`));
    await page.waitForSelector('dialog[open]');
    await album.take(page, `console-${act}`);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { hidden: true });
  }
  await open(`sessions/${appealing.sessionId}`);
  await seesText(page, words('review', 'remark_appeal'));
  await album.take(page, 'console-appeal');
  await open('calendar');
  await seesText(page, names[0]!);
  await album.take(page, 'console-calendar');
  const examId = await running.examId();
  await open(`?examId=${examId}`);
  await find(page, 'button', words('room', 'write_to_all'));
  await album.take(page, 'console-list-exam');
  await press(page, words('room', 'write_to_all'));
  await page.waitForSelector('dialog[open]');
  await album.take(page, 'console-write-to-all');
  await open(`exams/${examId}/collisions`);
  await seesText(page, names[4]!);
  await album.take(page, 'console-collisions');
}

async function takeAdministration(page: Page, album: Album, server: TestServer): Promise<void> {
  await page.goto(`${server.origin}/console/`);
  await press(page, 'Выйти');
  await seesText(page, words('console', 'sign_in_title'));
  await signsIn(page, 'admin');
  const { exams } = await server.call('listExams', {}, await server.signIn('s0', 's0-password'));
  const { id } = exams.find(({ name }) => name === EXAM)!;
  for (const [name, path, ready] of [
    ['exam-room', `exams/${id}/room`, '.table'],
    ['accommodations', `exams/${id}/accommodations`, 'main h1'],
    ['admin-exams', 'admin/exams', '.table'],
    ['admin-exam', `admin/exams/${id}`, '[data-setting]'],
    ['admin-people', 'admin/people', '.table'],
    ['admin-integrations', 'admin/integrations', 'input'],
    ['admin-institution', 'admin/institution', 'input'],
    ['admin-keys', 'admin/keys', 'input'],
    ['admin-audit', 'admin/audit', '.admin-main > *'],
  ] as const) {
    await page.goto(`${server.origin}/console/${path}`);
    await page.waitForSelector(ready);
    await album.take(page, `console-${name}`);
  }
}
