import type { Frame, Page } from 'puppeteer';
import { EXTENSION_ID, type TestBrowser } from './browser.ts';
import type { LiveCamera } from './clips/camera.ts';
import { find, follow, hears, press, sees, seesText } from './page-tools.ts';
import { fillInSignIn } from './sign-in-page.ts';
import { until } from './wait.ts';
import { words } from './words.ts';

const PORTAL = `chrome-extension://${EXTENSION_ID}/src/pages/portal/index.html`;

/** A student at their computer: does everything through what can be seen. */
export class Student {
  readonly machine: TestBrowser;
  readonly camera: LiveCamera | undefined;
  #portal: Page | undefined;
  #quiz: Page | undefined;

  constructor(machine: TestBrowser, camera?: LiveCamera) {
    this.machine = machine;
    this.camera = camera;
  }

  get portal(): Page {
    if (!this.#portal) throw new Error('the portal is not open yet');
    return this.#portal;
  }
  get quiz(): Page {
    if (!this.#quiz) throw new Error('the quiz is not open yet');
    return this.#quiz;
  }

  /** The portal was closed, and another one opened. */
  comesBackTo(portal: Page): void {
    this.#portal = portal;
  }

  /** J1: the portal that opens itself after installation; one's link is put in, and trusted when asked. */
  async opensPortal(origin: string): Promise<void> {
    const page = await this.findsPortal();
    await this.entersLink(`https://almau.example/?serverOrigin=${encodeURIComponent(origin)}`);
    await press(page, words('portal', 'pair_confirm'));
    await find(page, 'button', 'AlmaU');
  }

  async findsPortal(): Promise<Page> {
    const target = await this.machine.browser.waitForTarget((one) => one.url().startsWith(PORTAL), {
      timeout: 15_000,
    });
    const page = await target.page();
    if (!page) throw new Error('the portal has no page');
    this.#portal = page;
    await page.bringToFront();
    return page;
  }

  async entersLink(link: string): Promise<void> {
    const field = await find(this.portal, 'textbox', words('portal', 'pair_label'));
    await field.type(link);
    await press(this.portal, 'Продолжить');
  }

  /** J2. The login is the institution's own window. */
  async signsIn(login: string, password = 'student'): Promise<void> {
    const page = await this.opensSignIn();
    await fillInSignIn(page, login, password);
    await find(this.portal, 'button', 'Выйти');
  }

  async opensSignIn(): Promise<Page> {
    await press(this.portal, 'AlmaU');
    const target = await this.machine.browser.waitForTarget((one) => /\/interaction\//.test(one.url()), {
      timeout: 15_000,
    });
    const page = await target.page();
    if (!page) throw new Error('the login window has no page');
    return page;
  }

  async signsOut(): Promise<void> {
    await press(this.portal, 'Выйти');
    await find(this.portal, 'button', 'AlmaU');
  }

  /** J5: the check a day ahead. Answers when all results are there. */
  async checksAhead(): Promise<void> {
    await this.portal.evaluate(() => (location.hash = '#/check'));
    await press(this.portal, words('portal', 'check_begin'));
    await this.sharesScreen();
    await find(this.portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
  }

  /** Until every line has its result anew. Watched from before the click: the button stands there until the next drawing. */
  async repeatsCheck(): Promise<void> {
    const begun = this.portal.waitForFunction(
      () => document.querySelector('[data-result="running"]') !== null,
      {
        polling: 'mutation',
        timeout: 15_000,
      },
    );
    await press(this.portal, 'Повторить проверку');
    await begun;
    await find(this.portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
  }

  /** Another device in place of the one before: its line of the check has its result anew. */
  async choosesAnotherMicrophone(): Promise<void> {
    const list = await find(this.portal, 'combobox', words('common', 'check_microphone'));
    const name = await list.evaluate((element) => {
      const select = element as HTMLSelectElement;
      select.selectedIndex = select.selectedIndex === 0 ? 1 : 0;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      return select.selectedOptions[0]!.text;
    });
    await until(`the microphone «${name}» to be checked`, async () => {
      const line = (await this.checkResults()).find(({ id }) => id === 'microphone');
      return line?.result === 'good' && line.text.includes(name);
    });
    await find(this.portal, 'button', 'Повторить проверку');
  }

  /** Presses the portal's own button; the picker answers by itself in these browsers. */
  async sharesScreen(): Promise<void> {
    await press(this.portal, words('portal', 'step_screen_button'));
  }

  /** What the check found, line by line. */
  async checkResults(): Promise<{ id: string; result: string; text: string }[]> {
    return this.portal.$$eval('.check-lines > li', (lines) =>
      lines.map((line) => ({
        id: line.dataset['check'] ?? '',
        result: line.dataset['result'] ?? '',
        text: line.innerText,
      })),
    );
  }

  /** J7: the exam by its name, then what comes is told. */
  async startsExam(name: string): Promise<void> {
    await this.portal.evaluate(() => (location.hash = '#/exams'));
    await press(this.portal, name);
    await press(this.portal, 'Продолжить');
    await this.portal.waitForSelector('.consent-box input:not([disabled])', { timeout: 20_000 });
  }

  async consents(): Promise<void> {
    await this.portal.click('.consent-box input');
    await press(this.portal, 'Продолжить');
  }

  /** J8: begins by itself; only the screen is asked for. */
  async passesCheck(): Promise<void> {
    await this.sharesScreen();
    await this.goesOnFromCheck();
  }

  /** What only advises keeps nobody for more than two tries (rule 1). */
  async goesOnFromCheck(): Promise<void> {
    await this.findsCheckPassed();
    await press(this.portal, 'Продолжить');
  }

  async findsCheckPassed(): Promise<void> {
    await find(this.portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
    if (!(await sees(this.portal, 'button', 'Продолжить'))) await this.repeatsCheck();
    await find(this.portal, 'button', 'Продолжить');
  }

  /** J9: one photo, looked at and sent. */
  async photographs(): Promise<void> {
    await press(this.portal, 'Сфотографировать');
    await find(this.portal, 'button', 'Перефотографировать');
    await press(this.portal, 'Отправить');
  }

  /**
   * Takes photos until what the page says of one is as wanted, and leaves that one unsent: a camera needs a moment to
   * show what was put before it.
   */
  async photographsUntil(what: string, isWanted: (advice: string) => boolean): Promise<void> {
    await until(what, async () => {
      if (await sees(this.portal, 'button', 'Перефотографировать')) await this.photographsAnew();
      await press(this.portal, 'Сфотографировать');
      await find(this.portal, 'button', 'Перефотографировать');
      return isWanted(await this.portal.$eval('.identity [role=status]', (told) => told.textContent ?? ''));
    });
  }
  async photographsAnew(): Promise<void> {
    await press(this.portal, 'Перефотографировать');
    await find(this.portal, 'button', 'Сфотографировать');
  }

  /** J10: the quiz opens in a tab of its own. */
  async begins(quizPath?: string): Promise<void> {
    await press(this.portal, 'Начать');
    await this.findsQuiz(quizPath);
  }

  /** Chrome was started again on the same profile: the portal that opens by itself, or by the icon. */
  async reopensPortal(): Promise<void> {
    const { browser } = this.machine;
    const target = await browser
      .waitForTarget((one) => one.url().startsWith(PORTAL), { timeout: 5000 })
      .catch(() => null);
    const page = (await target?.page()) ?? (await browser.newPage());
    if (!page.url().startsWith(PORTAL)) await page.goto(PORTAL);
    await page.bringToFront();
    this.#portal = page;
  }

  /** The quiz tab was closed; the portal leads back. */
  async goesBackToQuiz(): Promise<void> {
    await press(this.portal, words('portal', 'running_show'));
    await this.findsQuiz();
  }

  async continuesAttempt(): Promise<void> {
    if (this.quiz.url().includes('attempt.php')) return;
    // A browser that was killed may have forgotten its login at the LMS: the demo then takes it for a new student.
    const button = await until('a way into the attempt', async () => {
      const names = ['Продолжить тестирование', 'Начать тестирование'];
      const found = await Promise.all(names.map((name) => this.quiz.$(`aria/${name}[role="button"]`)));
      return found.find((one) => one !== null);
    });
    await follow(this.quiz, () => button.click());
  }

  async findsQuiz(path = '/mod/quiz/'): Promise<void> {
    const target = await this.machine.browser.waitForTarget((one) => one.url().includes(path), {
      timeout: 20_000,
    });
    const page = await target.page();
    if (!page) throw new Error('the quiz has no page');
    this.#quiz = page;
    await page.bringToFront();
    await page.waitForFunction(() => document.readyState === 'complete', { timeout: 15_000 });
  }

  /** The quiz stands in a frame: waited for until it is shown and loaded. */
  async findsFrame(selector: string): Promise<Frame> {
    const element = await this.quiz.waitForSelector(selector, { visible: true });
    // Of another site it moves to a process of its own meanwhile: whoever asks the frame it was waits in vain.
    return until('the frame', async () => {
      const frame = await element!.contentFrame();
      return (await frame?.evaluate(() => document.readyState === 'complete')) && frame;
    });
  }

  async startsAttempt(): Promise<void> {
    const button = await find(this.quiz, 'button', 'Начать тестирование');
    await follow(this.quiz, () => button.click());
  }

  async answersQuestion(): Promise<void> {
    const choice = await this.quiz.$('.answer input[value="1"]');
    if (choice) await choice.click();
    else await this.quiz.type('.ablock input[type="text"], .ablock textarea', '4');
    await follow(this.quiz, () => this.quiz.click('#mod_quiz-next-nav'));
  }

  /** «Закончить попытку» was pressed; this hands the answers in. */
  async submitsAttempt(): Promise<void> {
    await this.quiz.click('#frm-finishattempt button');
    const save = await this.quiz.waitForSelector('.modal.show [data-action="save"]');
    await follow(this.quiz, async () => save!.click());
  }

  async shows(scene: Parameters<LiveCamera['show']>[0]): Promise<void> {
    if (!this.camera) throw new Error('this student has no camera that can be changed');
    await this.camera.show(scene);
  }

  async writes(text: string): Promise<void> {
    const box = await find(this.quiz, 'textbox', words('panel', 'message'));
    await box.type(text);
    await press(this.quiz, 'Отправить');
  }

  /** Picks a file for the chat, as by the button beside the box. */
  async sendsPicture(path: string): Promise<void> {
    const [chooser] = await Promise.all([
      this.quiz.waitForFileChooser(),
      press(this.quiz, words('panel-late', 'attach')),
    ]);
    await chooser.accept([path]);
  }

  /** Waits for words in the panel. */
  hearsInPanel(text: string, timeoutMs = 15_000): Promise<string> {
    return hears(this.quiz, text, { timeoutMs });
  }

  /** J17: with the confirmation, until everything is saved. */
  async finishesExam(): Promise<void> {
    await press(this.quiz, 'Завершить экзамен');
    await press(this.quiz, words('panel', 'finish_yes'));
  }

  async waitsUntilSaved(timeoutMs = 60_000): Promise<void> {
    await until(
      'everything to be saved',
      // Either page may say so; one in a tab behind another does not answer at all.
      () => Promise.any([this.quiz, this.portal].filter((page) => !page.isClosed()).map(readsSaved)),
      { timeoutMs, everyMs: 250 },
    );
  }

  /** J18: what the exam list says of an exam. */
  async seesInList(exam: string, text: string): Promise<void> {
    await this.portal.bringToFront();
    await this.portal.goto(`${PORTAL}#/exams`);
    await seesText(this.portal, exam);
    await seesText(this.portal, text, { timeoutMs: 30_000 });
  }
}

/** Rejects when it is not said there. */
async function readsSaved(page: Page): Promise<true> {
  for (const title of [words('panel', 'done_title'), words('portal', 'closed_title')]) {
    if (await page.$(`aria/${title}[role="heading"]`)) return true;
  }
  throw new Error(`${page.url()} does not say yet that everything is saved`);
}
