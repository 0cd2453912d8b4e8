import type { ExamIdea } from '../../tests/support/demo-world.ts';
import type { Journey } from '../../tests/support/journey/journey.ts';
import { STUDENT } from '../../tests/support/journey/steps.ts';
import { find, press, seesText } from '../../tests/support/page-tools.ts';
import { until } from '../../tests/support/wait.ts';
import { words } from '../../tests/support/words.ts';
import type { Album } from './album.ts';

const MIDTERM = 'Линейная алгебра: рубежный контроль';
/** One to be refused at. */
export const oral: ExamIdea = {
  key: 'oral',
  name: 'Английский язык: устный экзамен',
  courseName: 'Английский язык, 1 курс',
  cmid: 3,
  settings: { mode: 'online', identification: 'face', durationMinutes: 20 },
};

/** Waiting for admission, another photo asked for, a pause, an end by the proctor, and a refusal. */
export async function takeOnlineExam(journey: Journey, album: Album, consoleAlbum: Album): Promise<void> {
  const { student, world } = journey;
  const { portal } = student;
  const proctor = await journey.proctor();
  const console = `${world.server.origin}/console/`;
  await waitsAt(journey, MIDTERM);
  await album.take(portal, 'waiting');

  const sessionId = await proctor.opensSessionOf(STUDENT.name);
  await find(proctor.page, 'button', words('console', 'retake'));
  await until('the photo', () =>
    proctor.page.evaluate(() => [...document.images].some((image) => image.naturalWidth > 0)),
  );
  await consoleAlbum.take(proctor.page, 'console-admission');
  await press(proctor.page, words('console', 'retake'));
  await giveReason(journey, 'Лицо в тени: включите, пожалуйста, лампу.');
  await seesText(portal, words('portal', 'identity_retake'), { timeoutMs: 20_000 });
  await portal.waitForSelector('.identity-picture img');
  await album.take(portal, 'identity-retake');
  await student.photographs();
  await press(portal, 'Начать');
  await seesText(portal, words('portal', 'waiting_title'));
  await proctor.admits(STUDENT.name);
  await portal.bringToFront();
  await student.findsQuiz();
  await student.startsAttempt();
  await student.hearsInPanel(words('panel', 'recording'), 30_000);

  await proctor.page.goto(`${console}grid`);
  await (await proctor.page.waitForSelector('.tile button', { timeout: 30_000 }))!.click();
  await until(
    'the live picture',
    () => proctor.page.evaluate(() => document.querySelectorAll('video[data-live=true]').length === 2),
    { timeoutMs: 30_000 },
  );
  await consoleAlbum.take(proctor.page, 'console-large');
  await proctor.page.goto(`${console}sessions/${sessionId}`);
  await student.hearsInPanel(words('panel', 'recording'));
  await proctor.writes('Всё в порядке, продолжайте.');
  await consoleAlbum.take(proctor.page, 'console-running');
  await proctor.pauses('Проверка пожарной тревоги. Останьтесь у компьютера.');
  await student.hearsInPanel('Проверка пожарной тревоги');
  await album.take(student.quiz, 'curtain');
  await album.take(portal, 'running-paused');
  await proctor.page.bringToFront();
  await proctor.resumes();
  await press(proctor.page, words('console', 'end_exam'));
  await consoleAlbum.take(proctor.page, 'console-end');
  await giveReason(journey, 'На столе лежал телефон с ответами.');
  await student.waitsUntilSaved(60_000);
  await album.take(student.quiz, 'ended-by-proctor');
  await album.take(portal, 'closed-by-proctor');
  await press(portal, words('portal', 'closed_to_list'));

  await waitsAt(journey, oral.name);
  await proctor.opensSessionOf(STUDENT.name);
  await press(proctor.page, words('console', 'refuse'));
  await giveReason(journey, 'Документ принадлежит другому человеку.');
  await seesText(portal, words('portal', 'closed_title'), { timeoutMs: 20_000 });
  await album.take(portal, 'closed-refused');
}

async function waitsAt({ student }: Journey, exam: string): Promise<void> {
  const { portal } = student;
  await portal.bringToFront();
  await student.startsExam(exam);
  await student.consents();
  await student.passesCheck();
  await student.photographs();
  await press(portal, 'Начать');
  await seesText(portal, words('portal', 'waiting_title'));
}

/** Fills in the dialog that asks for a reason, and sends it. */
async function giveReason(journey: Journey, reason: string): Promise<void> {
  const { page } = await journey.proctor();
  await (await page.waitForSelector('dialog[open] textarea'))!.type(reason);
  await (await page.waitForSelector('dialog[open] [type=submit]'))!.click();
}
