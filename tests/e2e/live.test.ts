import type * as Axe from 'axe-core';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPeers, liveFacts, seesLive } from '../support/live-watch.ts';
import { find, press, readAloud, seesText } from '../support/page-tools.ts';
import { startTurnServer, type TurnServer } from '../support/turn-server.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { type ExamRoom, openExamRoom } from '../support/exam-room.ts';
import { built, root } from './build-once.ts';

const EXAM = 'Линейная алгебра: рубежный контроль';
const NAME = 'Иван Петров';
const WATCHED = words('panel-late', 'watched');

/** The grid of a live proctor and one student large, over a direct line, over a relay, and where none gets through. */
describe('watching an exam live', () => {
  let room: ExamRoom;
  let world: ExamRoom['world'];
  let turn: TurnServer;
  let student: ExamRoom['student'];
  let proctor: ExamRoom['proctor'];
  const ice = () => ['--ice-servers', JSON.stringify([{ urls: [turn.url] }])];

  beforeAll(async () => {
    turn = await startTurnServer();
    room = await openExamRoom('live', {
      built,
      serverArgs: ice(),
      serverEnv: { EXAMUS_TURN_SECRET: turn.secret },
    });
    ({ world, student, proctor } = room);
    await proctor.signsIn();
    await keepPeers(proctor.page);
    await student.opensPortal(world.server.origin);
    await student.signsIn('student2');
  });
  afterAll(async () => {
    await room?.close();
    await turn?.stop();
  });

  const goToGrid = () => proctor.page.goto(`${world.server.origin}/console/grid`);
  const tile = () => proctor.page.waitForSelector('.tile button', { timeout: 30_000 });
  /** Addresses of the two stills, of the tile or of the student who is large before it; new ones have new addresses. */
  const stills = (): Promise<string[]> =>
    proctor.page.evaluate(() => {
      const shown = document.querySelector('.large-pictures') ?? document.querySelector('.tile-pictures');
      return [...(shown?.querySelectorAll('img') ?? [])]
        .filter(({ naturalWidth }) => naturalWidth > 0)
        .map(({ src }) => src);
    });
  const seesStills = () =>
    until(
      'new stills',
      async () => {
        const shown = await stills();
        return shown.length === 2 && shown;
      },
      { timeoutMs: 30_000 },
    );

  let begun: Promise<void> | undefined;
  const begin = () =>
    (begun ??= (async () => {
      await student.startsExam(EXAM);
      await student.consents();
      await student.passesCheck();
      await student.photographs();
      await press(student.portal, 'Начать');
      await seesText(student.portal, words('portal', 'waiting_title'));
      await goToGrid();
      await tile();
    })());

  it('J10: who waits for admission stands in the grid with pictures of this moment', async () => {
    await begin();
    const [first] = await seesStills();
    await until('newer pictures', async () => !(await stills()).includes(first!), { timeoutMs: 20_000 });
    expect(await proctor.page.$eval('.tile button', ({ textContent }) => textContent)).toContain(NAME);
    expect(await readAloud(proctor.page)).toContain('Ждёт допуска');
  });

  it('J10: a tile opens large by Enter: live camera, screen and sound, and the student is told', async () => {
    await begin();
    await proctor.admits(NAME);
    await student.findsQuiz();
    await student.startsAttempt();
    await student.hearsInPanel(words('panel', 'recording'), 30_000);
    await goToGrid();
    await (await tile())!.focus();
    await proctor.page.keyboard.press('Enter');
    const facts = await seesLive(proctor.page);
    expect(facts).toMatchObject({ hasSound: true });
    expect(facts.way).not.toBe('relay');
    await student.hearsInPanel(WATCHED);
    await press(proctor.page, words('live', 'listen'));
    expect(await proctor.page.$$eval('.large video', ([video]) => (video as HTMLVideoElement).muted)).toBe(
      false,
    );

    await proctor.page.keyboard.press('Escape');
    await until(
      'the picture to be closed at both ends',
      async () => (await liveFacts(proctor.page)).way === null,
    );
    await until('the student to be told', async () => !(await readAloud(student.quiz)).includes(WATCHED));
    // Back where one was: the keyboard stands on the tile.
    expect(await proctor.page.evaluate(() => document.activeElement?.closest('.tile') !== null)).toBe(true);
    await seesStills();
  });

  it('shows axe nothing to complain of', async () => {
    await begin();
    await goToGrid();
    await tile();
    await proctor.page.evaluate(await readFile(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8'));
    const complaints = () =>
      proctor.page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: typeof Axe };
        const { violations } = await axe.run({ exclude: ['video'] });
        return violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
        );
      });
    expect(await complaints()).toEqual([]);
    await (await tile())!.click();
    await find(proctor.page, 'button', words('live', 'listen'));
    expect(await complaints()).toEqual([]);
  });

  it('goes through the relay when the institution wants no direct way', async () => {
    await begin();
    await world.restartServer({ serverArgs: [...ice(), '--relay-only'] });
    await goToGrid();
    await (await tile())!.click();
    const facts = await seesLive(proctor.page, 60_000);
    expect(facts).toMatchObject({ way: 'relay', hasSound: true });
    expect(turn.log()).toMatch(/session \d+: .*ALLOCATE processed, success/);
  });

  it('sends stills faster where no live picture gets through', async () => {
    await begin();
    // The only way is closed: as on a network that lets nothing but HTTPS out.
    await turn.stop();
    await goToGrid();
    await (await tile())!.click();
    await seesText(proctor.page, words('live', 'live_stills_hint'), { timeoutMs: 30_000 });
    await seesStills();
    const seen = new Set<string>();
    const startedAt = Date.now();
    await until(
      'ten pictures',
      async () => {
        for (const src of await stills()) seen.add(src);
        return seen.size >= 10;
      },
      { timeoutMs: 30_000, everyMs: 100 },
    );
    // A tile would have had two every two seconds.
    expect(Date.now() - startedAt).toBeLessThan(8000);
    await student.hearsInPanel(WATCHED);
  });
});
