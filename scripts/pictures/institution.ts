import type { Page } from 'puppeteer';
import { resolve } from 'node:path';
import { EXTENSION_ID, launchBrowser } from '../../tests/support/browser.ts';
import { demoExams, type ExamIdea } from '../../tests/support/demo-world.ts';
import { type ExamRoom, openExamRoom } from '../../tests/support/exam-room.ts';
import { find, follow, press, seesText, shown } from '../../tests/support/page-tools.ts';
import { until } from '../../tests/support/wait.ts';
import { words } from '../../tests/support/words.ts';
import type { Album } from './album.ts';

const root = resolve(import.meta.dirname, '../..');
/** The demo LMS's quiz that the plugin restricts. */
const QUIZ = 6;
const oral: ExamIdea = {
  key: 'oral-by-places',
  name: 'Дискретная математика: экзамен по записи',
  courseName: 'Дискретная математика, 2 курс',
  cmid: 1,
  settings: {
    schedule: true,
    durationMinutes: 120,
    slotCapacity: 3,
    proctoringHours: { from: '09:00', to: '18:00', weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] },
  },
};

/** The way from Moodle's button to the portal, a place in the calendar, and what an administrator sets for both. */
export async function takeInstitution(album: Album, consoleAlbum: Album): Promise<void> {
  const room = await openExamRoom('pictures', {
    built: {
      demoExtension: resolve(root, 'dist/extension'),
      console: resolve(root, 'dist/console'),
    },
    exams: [...demoExams, oral],
    plugin: { integrationName: 'demo-moodle', secret: 'the-secret-between-moodle-and-examus' },
    serverArgs: ['--allow-private-lms'],
  });
  try {
    await takePlaces(room, album);
    await takeHandOver(room, album);
    await takeSettings(room, consoleAlbum);
  } finally {
    await room.close();
  }
}

async function takePlaces({ student, world }: ExamRoom, album: Album): Promise<void> {
  await student.opensPortal(world.server.origin);
  await student.signsIn('student2');
  const { portal } = student;
  await seesText(portal, words('places', 'exam_to_book'));
  await album.take(portal, 'list-to-book');
  await press(portal, words('places', 'place_choose'), { role: 'link' });
  const time = await shown(portal, '.place-times button:not([aria-disabled])');
  await album.take(portal, 'places');
  await time.click();
  await portal.waitForSelector('dialog[open]');
  await album.take(portal, 'places-take');
  await press(portal, words('places', 'places_take'));
  await portal.waitForSelector('.own-place');
  await album.take(portal, 'places-own');
}

async function takeHandOver({ machine, world }: ExamRoom, album: Album): Promise<void> {
  const wantsAttempt = async (page: Page, name: string) => {
    await page.goto(world.lms.quizUrl(QUIZ, name));
    const button = await find(page, 'button', 'Начать тестирование');
    await follow(page, () => button.click());
  };
  const stranger = await launchBrowser();
  try {
    const page = (await stranger.browser.pages())[0]!;
    await wantsAttempt(page, 'Ержан Тулегенов');
    await shown(page, '[data-step="install"]:not([hidden])');
    await album.take(page, 'launch-install');
  } finally {
    await stranger.close();
  }
  const page = await machine.browser.newPage();
  await wantsAttempt(page, 'Айгерим Серикова');
  const portal = await until('the portal', async () =>
    (await machine.browser.pages()).find((each) =>
      each.url().startsWith(`chrome-extension://${EXTENSION_ID}/src/pages/portal/index.html#/launch`),
    ),
  );
  await portal.bringToFront();
  await album.take(portal, 'launch-portal');
  await shown(page, '[data-step="taken"]:not([hidden])');
  await album.take(page, 'launch-taken');
}

async function takeSettings({ proctor, world }: ExamRoom, album: Album): Promise<void> {
  await proctor.signsIn('admin', 'admin');
  const { page } = proctor;
  const open = (path: string) => page.goto(`${world.server.origin}/console/${path}`);
  await open('admin/exams');
  await press(page, oral.name, { role: 'link' });
  const hours = await shown(page, '[data-setting="proctoringHours"]');
  await hours.evaluate((one) => one.scrollIntoView({ block: 'center' }));
  await album.take(page, 'console-admin-hours');
  await open('admin/integrations');
  await press(page, words('admin', 'test_connection'));
  const told = await shown(page, '[role="status"] .notice');
  await told.evaluate((one) => one.scrollIntoView({ block: 'start' }));
  await album.take(page, 'console-admin-connection');
}
