import { resolve } from 'node:path';
import { demoExams } from '../../tests/support/demo-world.ts';
import { Journey } from '../../tests/support/journey/journey.ts';
import { EXAM, STUDENT, VERDICT_COMMENT } from '../../tests/support/journey/steps.ts';
import { find, press, seesText } from '../../tests/support/page-tools.ts';
import { words } from '../../tests/support/words.ts';
import type { Album } from './album.ts';
import { oral, takeOnlineExam } from './online-exam.ts';

const root = resolve(import.meta.dirname, '../..');
/** Real exams from the first page to the verdict, on the student's and on the proctor's side. */
export async function takeExam(album: Album, consoleAlbum: Album): Promise<void> {
  const journey = await Journey.start({
    extension: resolve(root, 'dist/extension'),
    world: { exams: [...demoExams, oral] },
  });
  try {
    await takeWayIn(journey, album);
    await takeSteps(journey, album);
    await takeQuiz(journey, album);
    await takeEnd(journey, album);
    await takeReview(journey, album, consoleAlbum);
    await takeOnlineExam(journey, album, consoleAlbum);
  } finally {
    await journey.stop();
  }
}

async function takeWayIn({ student, world }: Journey, album: Album): Promise<void> {
  const portal = await student.findsPortal();
  await find(portal, 'textbox', words('portal', 'pair_label'));
  await album.take(portal, 'pair');
  await student.entersLink('нет ссылки');
  await seesText(portal, words('portal', 'pair_wrong'));
  await album.take(portal, 'pair-wrong');
  await portal.reload();
  await student.entersLink(`https://almau.example/?serverOrigin=${encodeURIComponent(world.server.origin)}`);
  await find(portal, 'button', words('portal', 'pair_confirm'));
  await album.take(portal, 'pair-confirm');
  await press(portal, words('portal', 'pair_confirm'));
  await find(portal, 'button', 'AlmaU');
  await album.take(portal, 'sign-in');
  await student.signsIn(STUDENT.login);
  await find(portal, 'button', EXAM);
  await album.take(portal, 'list');
  await portal.evaluate(() => (location.hash = '#/check'));
  await find(portal, 'button', words('portal', 'check_begin'));
  await album.take(portal, 'check-notice');
  await student.checksAhead();
  await album.take(portal, 'check');
  await portal.evaluate(() => (location.hash = '#/help'));
  await portal.waitForSelector('.articles');
  await album.take(portal, 'help');
}

async function takeSteps({ student }: Journey, album: Album): Promise<void> {
  const { portal } = student;
  await portal.evaluate(() => (location.hash = '#/exams'));
  await press(portal, EXAM);
  await find(portal, 'button', 'Продолжить');
  await album.take(portal, 'before-start');
  await press(portal, 'Продолжить');
  await portal.waitForSelector('.consent-box input:not([disabled])');
  await album.take(portal, 'consent');
  await student.consents();
  await find(portal, 'button', words('portal', 'step_screen_button'));
  await album.take(portal, 'screen-prompt');
  await student.sharesScreen();
  await find(portal, 'button', 'Повторить проверку', { timeoutMs: 60_000 });
  await album.take(portal, 'syscheck');
  await student.goesOnFromCheck();
  await portal.waitForSelector('.identity-picture img');
  await album.take(portal, 'identity');
  await press(portal, 'Сфотографировать');
  await find(portal, 'button', 'Перефотографировать');
  await album.take(portal, 'photo');
  await press(portal, 'Отправить');
  await student.shows('document');
  await seesText(portal, words('portal', 'photo_passport_title'));
  await album.take(portal, 'identity-document');
  await student.photographs();
  await student.shows('present');
  await find(portal, 'button', 'Начать');
  await album.take(portal, 'ready');
}

async function takeQuiz({ student }: Journey, album: Album): Promise<void> {
  await student.begins();
  await student.hearsInPanel(words('panel', 'recording'), 20_000);
  await album.take(student.quiz, 'quiz-before-attempt');
  await student.startsAttempt();
  await student.hearsInPanel(words('panel', 'recording'), 20_000);
  await student.shows('absent');
  await student.hearsInPanel('Отсутствие тестируемого', 20_000);
  await student.shows('present');
  await student.writes('Можно пользоваться калькулятором?');
  await student.hearsInPanel(words('panel', 'delivered'));
  await album.take(student.quiz, 'panel');
  await press(student.quiz, words('panel', 'menu'));
  await student.hearsInPanel(words('common', 'close'));
  await album.take(student.quiz, 'menu');
  await press(student.quiz, words('common', 'close'));
  await press(student.quiz, words('panel', 'collapse'));
  await album.take(student.quiz, 'collapsed');
  await press(student.quiz, words('panel', 'expand'));
  await album.take(student.portal, 'running');
  await student.quiz.bringToFront();
}

/** The server is away while the last pieces go up, so that the waiting can be seen. */
async function takeEnd({ student, world }: Journey, album: Album): Promise<void> {
  while (!student.quiz.url().includes('summary.php')) await student.answersQuestion();
  await student.submitsAttempt();
  await find(student.quiz, 'button', 'Завершить экзамен');
  await album.take(student.quiz, 'handed-in');
  await world.server.stop();
  await student.finishesExam();
  await student.hearsInPanel(words('panel-late', 'saving_title'));
  await album.take(student.quiz, 'saving');
  await album.take(student.portal, 'finishing');
  // A tab behind another answers nothing about what is to be seen in it.
  await student.quiz.bringToFront();
  await world.restartServer();
  await student.waitsUntilSaved(120_000);
  await album.take(student.quiz, 'done');
  await album.take(student.portal, 'closed');
}

async function takeReview(journey: Journey, album: Album, consoleAlbum: Album): Promise<void> {
  const { student } = journey;
  const proctor = await journey.proctor();
  await student.quiz.close();
  await student.seesInList(EXAM, words('portal', 'verdict_pending'));
  await album.take(student.portal, 'list-after');
  const sessionId = await proctor.opensSessionOf(STUDENT.name);
  await proctor.watches();
  await proctor.sees('Отсутствие тестируемого');
  await consoleAlbum.take(proctor.page, 'console-session');
  await proctor.decides('rejected', VERDICT_COMMENT);
  await consoleAlbum.take(proctor.page, 'console-verdict');
  await proctor.page.goto(`${journey.world.server.origin}/console/sessions/${sessionId}/print`);
  await proctor.page.waitForSelector('.paper[data-ready="true"]');
  await consoleAlbum.take(proctor.page, 'console-print');
  await student.seesInList(EXAM, VERDICT_COMMENT);
  await album.take(student.portal, 'verdict');
  await student.portal.evaluate((id) => (location.hash = `#/record/${id}`), sessionId);
  await seesText(student.portal, 'Отсутствие тестируемого');
  await album.take(student.portal, 'record');
}
