import type { Browser, Page } from 'puppeteer';
import type { Accommodation } from '../../src/protocol/accommodation.ts';
import type { SessionDetail } from '../../src/protocol/api.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../src/protocol/version.ts';
import { find, press, sees, seesText } from './page-tools.ts';
import { fillInSignIn } from './sign-in-page.ts';
import { until } from './wait.ts';
import { words } from './words.ts';

/** A browser, or a part of one that shares nothing with the rest. */
export interface ProctorMachine {
  browser: Pick<Browser, 'pages' | 'newPage'>;
}

/** A proctor in the console, in a browser of their own. */
export class Proctor {
  readonly machine: ProctorMachine;
  readonly #origin: string;
  #page: Page | undefined;

  constructor(machine: ProctorMachine, origin: string) {
    this.machine = machine;
    this.#origin = origin;
  }
  get page(): Page {
    if (!this.#page) throw new Error('the console is not open yet');
    return this.#page;
  }

  async signsIn(login = 'proctor', password = 'proctor'): Promise<void> {
    const page = (await this.machine.browser.pages())[0] ?? (await this.machine.browser.newPage());
    this.#page = page;
    await page.goto(`${this.#origin}/console/`);
    const link = await until('the button of AlmaU', () => page.$('a[href*="institution=almau"]'));
    await link.click();
    await fillInSignIn(page, login, password);
    await seesText(page, words('console', 'sessions_title'));
  }

  async opensSessionOf(studentName: string): Promise<string> {
    await this.page.goto(`${this.#origin}/console/`);
    await press(this.page, studentName, { role: 'link' });
    return until('the session in the address', async () => {
      return /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(this.page.url())?.[0];
    });
  }

  async admits(studentName: string): Promise<void> {
    await this.page.goto(`${this.#origin}/console/`);
    await press(this.page, words('console', 'admit_look_name', { name: studentName }), {
      role: 'link',
      timeoutMs: 30_000,
    });
    await press(this.page, words('console', 'admit'));
    await until(
      'nothing left to decide',
      async () => !(await sees(this.page, 'button', words('console', 'admit'))),
    );
  }

  /** From the admission room: the photos are taken anew. */
  async asksToRetake(reason: string): Promise<void> {
    await press(this.page, words('console', 'retake'));
    await this.#givesReason(reason);
  }

  /** Opens the student large from the grid, by the keyboard. */
  async opensLarge(): Promise<void> {
    await this.page.goto(`${this.#origin}/console/grid`);
    const tile = await until('a tile', () => this.page.$('.tile button'), { timeoutMs: 30_000 });
    await tile.focus();
    await this.page.keyboard.press('Enter');
    await find(this.page, 'textbox', words('console', 'chat_write'));
  }

  /** Passes on what the machine noticed. */
  async forwards(warning: string): Promise<void> {
    await press(this.page, words('review', 'forward_finding', { label: warning }), { timeoutMs: 30_000 });
  }

  async ends(reason: string): Promise<void> {
    await press(this.page, words('console', 'end_exam'));
    await this.#givesReason(reason);
  }

  /** On the page of a session that is over. */
  async reopens(reason: string): Promise<void> {
    await press(this.page, words('room', 'act_reopen_button'));
    await this.#givesReason(reason);
  }

  async #givesReason(reason: string): Promise<void> {
    const box = await find(this.page, 'textbox', words('console', 'reason'));
    await box.type(reason);
    const confirm = await until('the button of the dialog', () =>
      this.page.$('dialog:has(textarea) > .dialog-form [type=submit]'),
    );
    await confirm.click();
    await until('the dialog to be gone', async () => (await this.page.$('dialog textarea')) === null);
  }

  async writes(text: string): Promise<void> {
    const box = await find(this.page, 'textbox', words('console', 'chat_write'));
    await box.type(text);
    await press(this.page, 'Отправить');
  }

  async pauses(reason: string): Promise<void> {
    await press(this.page, words('room', 'act_pause_button'));
    const box = await find(this.page, 'textbox', words('room', 'pause_reason_label'));
    await box.type(reason);
    await press(this.page, words('room', 'pause_lms_loss'), { role: 'checkbox' });
    // The one in the header lies behind the dialog.
    const confirm = await until('the dialog’s own button', () => this.page.$('dialog [type=submit]'));
    await confirm.click();
    await find(this.page, 'button', words('room', 'act_resume_button'));
  }

  async resumes(): Promise<void> {
    await press(this.page, words('room', 'act_resume_button'));
    await find(this.page, 'button', words('room', 'act_pause_button'));
  }

  /** Picks a file for the chat, as by the button beside the box. */
  async sendsPicture(path: string): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForFileChooser(),
      press(this.page, words('room', 'send_picture')),
    ]);
    await chooser.accept([path]);
  }

  async sees(text: string, timeoutMs = 15_000): Promise<void> {
    await seesText(this.page, text, { timeoutMs });
  }

  /** Both players show moving pictures. */
  async watches(): Promise<void> {
    await until(
      'two players with pictures',
      () =>
        this.page.evaluate(() => {
          const videos = [...document.querySelectorAll('video')];
          return videos.length >= 2 && videos.every((video) => video.readyState >= 2 && video.videoWidth > 0);
        }),
      { timeoutMs: 30_000 },
    );
  }

  async decides(verdict: 'accepted' | 'rejected', comment: string): Promise<void> {
    const radio = await find(this.page, 'radio', words('console', `verdict_${verdict}`));
    await radio.click();
    const box = await find(this.page, 'textbox', words('console', 'verdict_comment'));
    await box.type(comment);
    await press(this.page, words('console', 'verdict_give'));
    await press(this.page, words('console', 'confirm'));
    await seesText(
      this.page,
      words('console', 'verdict_said', { verdict: words('console', `verdict_${verdict}`) }),
    );
  }

  /** As an admin: grants a student something of their own in an exam. */
  async grants(examName: string, subject: string, accommodation: Partial<Accommodation>): Promise<void> {
    const headers = { [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), 'content-type': 'application/json' };
    await this.page.evaluate(
      async (headers, examName, subject, body) => {
        const exams = await fetch('/api/v1/console/exams', { headers });
        const listed = ((await exams.json()) as { exams: { id: string; name: string }[] }).exams;
        const exam = listed.find(({ name }) => name === examName);
        const path = `/api/v1/admin/exams/${exam?.id}/accommodations/${subject}`;
        const answer = await fetch(path, { method: 'PUT', headers, body });
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      },
      headers,
      examName,
      subject,
      JSON.stringify({ accommodation }),
    );
  }

  /** The session as the server tells it to proctors. */
  async detail(sessionId: string): Promise<SessionDetail> {
    return this.page.evaluate(
      async (path, header, version) => {
        const response = await fetch(path, { headers: { [header]: String(version) } });
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        return (await response.json()) as never;
      },
      `/api/v1/console/sessions/${sessionId}`,
      PROTOCOL_HEADER,
      PROTOCOL_VERSION,
    );
  }
}
