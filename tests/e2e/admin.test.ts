import type { Page } from 'puppeteer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from '../server/harness.ts';
import { barriersInBothSchemes } from '../support/barriers.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { find, follow, press, seesText } from '../support/page-tools.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { built } from './build-once.ts';

let server: TestServer;
let machine: TestBrowser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  server = await startServer({ config: { consoleDir: built.console } });
  machine = await launchBrowser();
  page = (await machine.browser.pages())[0]!;
  await page.setViewport({ width: 1280, height: 720 });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${server.origin}/console/admin/exams`);
  const link = await until('the button of the institution', () => page.$('a[href*="institution=examus"]'));
  await follow(page, () => link.click());
  await page.type('input[name="userName"]', 'admin');
  await page.type('input[name="password"]', 'admin-password');
  await follow(page, () => page.keyboard.press('Enter'));
});
afterAll(async () => {
  await machine?.close();
  await server?.close();
});

/** Nothing may be found, in light nor in dark. */
const expectNoBarriers = async (where?: string): Promise<void> =>
  expect(await barriersInBothSchemes(page), where).toEqual([]);

it('an exam is made, found by a setting, changed, and the change is in the log', async () => {
  const name = await find(page, 'textbox', words('admin', 'new_exam'));
  await name.type('Итоговый <b>экзамен</b>');
  const url = await find(page, 'textbox', words('admin', 'quiz_url'));
  await url.type('https://lms.example.edu/quiz?id=7');
  await expectNoBarriers();
  await press(page, words('admin', 'create'));
  await seesText(page, 'Итоговый <b>экзамен</b>');
  await until('the settings', () => page.$('[data-setting="allow_voices"]'));
  await expectNoBarriers();

  const noteBeside = (name: string) =>
    page.$eval(`[data-setting="${name}"]`, (one) => one.querySelector('small')?.textContent ?? '');
  for (const name of ['phone', 'substitution_user', 'allow_to_use_books', 'user_replaced']) {
    expect(await noteBeside(name)).toBe(words('admin', 'by_people_only'));
  }
  expect(await noteBeside('voice_detected')).toBe('');
  await page.select('[data-setting="webCameraMainView"] select', 'side');
  await until('what the side view switches off', async () => (await noteBeside('webCameraMainView')) !== '');
  await (await page.$('[data-setting="disabledDetectors"] input'))!.click();
  await until('the mark of it', () => page.$('[data-setting="disabledDetectors"].setting-changed'));
  const hours = '[data-setting="proctoringHours"] input';
  await page.click(hours);
  const days = await until('the weekdays', async () => {
    const found = await page.$$(`[data-setting="proctoringHours"] [role="group"] input`);
    return found.length === 7 && found;
  });
  for (const workday of days.slice(0, 5)) await workday.click();
  await seesText(page, words('admin', 'choose_a_day'));
  await days[5]!.click();
  await until('no mistake', async () => (await page.$('[data-setting] .field-error')) === null);
  await expectNoBarriers('hours');

  const search = await find(page, 'searchbox', words('admin', 'find_setting'));
  await search.type('минут');
  await until('fewer settings', () => page.$$eval('[data-setting]', (all) => all.length < 15));
  const duration = (await page.$('[data-setting="durationMinutes"] input'))!;
  await duration.click({ count: 3 });
  await duration.type('0');
  await seesText(page, words('admin', 'at_least', { bound: 1 }));
  await duration.click({ count: 3 });
  await duration.type('90');
  await until('the mark', () => page.$('[data-setting="durationMinutes"].setting-changed'));
  await press(page, words('admin', 'save'));
  const examId = /exams\/([^/]+)/.exec(page.url())![1];
  for (const part of ['room', 'accommodations']) {
    await page.goto(`${server.origin}/console/exams/${examId}/${part}`);
    await page.waitForSelector('main h1');
    await expectNoBarriers(part);
  }
  await press(page, words('review', 'granted_add'));
  await page.waitForSelector('dialog[open]');
  await expectNoBarriers('accommodation');
  await page.goto(`${server.origin}/console/admin/audit`);
  await seesText(page, 'settings.durationMinutes');
  await seesText(page, 'settings.proctoringHours');
  await expectNoBarriers();
});

it('a list of students is not emptied by a slip; groups, selectors and a quiz password are set', async () => {
  await page.goto(`${server.origin}/console/admin/groups`);
  await (await find(page, 'textbox', words('admin', 'new_group'))).type('ПМ-101\n');
  const group = await until('the group', () => page.$('.admin details summary'));
  await group.click();
  const members = await until('its members', () => page.$('.admin details[open] textarea'));
  await members.type('student1\nstudent2');
  await press(page, words('admin', 'group_save'));
  await seesText(page, words('admin', 'group_count', { count: 2 }));
  await expectNoBarriers();

  const box = () => find(page, 'checkbox', words('admin', 'who_all'));
  const isForAll = async () => (await box()).evaluate((element) => (element as HTMLInputElement).checked);
  await page.goto(`${server.origin}/console/admin/exams`);
  const exam = await until('the exam', () => page.$('.row-link'));
  await exam.click();
  // A new exam is for nobody yet.
  await until('the empty list', async () => !(await isForAll()));
  // A slip, left without saving.
  await (await box()).focus();
  await page.keyboard.press('Space');
  await until('the box to be ticked', isForAll);
  await page.goto(page.url());
  await until('nothing to have been saved', async () => !(await isForAll()));
  await (await find(page, 'textbox', words('admin', 'students_list'))).type('student3');
  await page.click('[role="group"] .check-line input');
  await press(page, words('admin', 'who_save'));
  const saved = () =>
    server.services.db
      .selectFrom('examGroups')
      .innerJoin('examStudents', 'examStudents.examId', 'examGroups.examId')
      .select('examStudents.subject')
      .executeTakeFirst();
  await until('the list on the server', async () => (await saved())?.subject === 'student3');

  await (await find(page, 'textbox', words('admin', 'quiz_password'))).type('тайна\n');
  await until('the sealed password', () =>
    server.services.db.selectFrom('quizPasswords').select('sealed').executeTakeFirst(),
  );
  await expectNoBarriers();
});

it('somebody is invited, an integration and a key are made, each secret is shown once', async () => {
  await page.goto(`${server.origin}/console/admin/people`);
  await (await find(page, 'textbox', words('admin', 'user_name'))).type('dean');
  await (await find(page, 'textbox', words('admin', 'person_name'))).type('Декан');
  await press(page, words('admin', 'invite'));
  await seesText(page, '/auth/invitation?token=');
  await expectNoBarriers();
  await page.keyboard.press('Escape');
  await page.goto(`${server.origin}/console/admin/integrations`);
  await (await find(page, 'textbox', words('admin', 'integration_name'))).type('moodle\n');
  await seesText(page, words('admin', 'shown_once'));
  await page.keyboard.press('Escape');
  await press(page, words('admin', 'test_connection'));
  await seesText(page, words('admin', 'connection_https', { detail: server.origin }));
  await expectNoBarriers();
  await page.goto(`${server.origin}/console/admin/keys`);
  await (await find(page, 'textbox', words('admin', 'name'))).type('Деканат\n');
  await seesText(page, 'exk_');
  await page.keyboard.press('Escape');
  await seesText(page, 'Деканат');
  await expectNoBarriers('keys');
  await page.goto(`${server.origin}/console/admin/institution`);
  await find(page, 'textbox', words('admin', 'support_hours'));
  await expectNoBarriers();
  expect(complaints).toEqual([]);
});
