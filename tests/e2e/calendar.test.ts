import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { press, seesText } from '../support/page-tools.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import { type ExamRoom, openExamRoom } from '../support/exam-room.ts';
import { built } from './build-once.ts';

/** A student chooses when to take an exam of our own, moves it, gives it back; the proctor sees who comes. */
describe('the calendar', () => {
  let room: ExamRoom;
  let world: ExamRoom['world'];
  let student: ExamRoom['student'];
  let proctor: ExamRoom['proctor'];

  beforeAll(async () => {
    room = await openExamRoom('calendar', {
      built,
      exams: [
        {
          key: 'oral',
          name: 'Устный экзамен',
          courseName: '',
          cmid: 1,
          settings: { schedule: true, durationMinutes: 120, slotCapacity: 3 },
        },
      ],
    });
    ({ world, student, proctor } = room);
    await student.opensPortal(world.server.origin);
    await student.signsIn('student2');
  });
  afterAll(async () => {
    await room?.close();
  });

  /** The `n`th time of the `n`th day that can be chosen, confirmed by the dialog's first button. */
  const takes = async (day: number, time: number, confirm: string): Promise<void> => {
    const { portal } = student;
    const pick = (group: string, at: number) =>
      until(`${group} ${at}`, async () => {
        const button = (await portal.$$(`.${group} button:not([aria-disabled])`))[at];
        await button?.click();
        return button !== undefined;
      });
    await pick('place-days', day);
    await pick('place-times', time);
    await press(portal, confirm);
  };
  const booked = (): Promise<string> =>
    until('the own place', () =>
      student.portal.$$eval('.own-place', ([shown]) => (shown as HTMLElement | undefined)?.innerText),
    );

  it('J4: a time is chosen, moved and given back', async () => {
    const { portal } = student;
    await seesText(portal, words('places', 'exam_to_book'));
    await press(portal, words('places', 'place_choose'), { role: 'link' });
    await seesText(portal, 'Устный экзамен');
    await takes(3, 1, words('places', 'places_take'));
    const first = await booked();
    await takes(4, 0, words('places', 'places_moved'));
    await until('another time', async () => (await booked()) !== first);
    await press(portal, words('places', 'places_back'), { role: 'link' });
    await press(portal, words('places', 'place_mine'), { role: 'link' });
    await press(portal, words('places', 'places_cancel'));
    // The dialog's button has the name of the one that opened it, which lies behind it.
    await portal.waitForSelector('dialog .button-danger').then((button) => button!.click());
    await seesText(portal, words('places', 'places_free'));
    expect(await portal.$('.own-place')).toBeNull();
  });

  it('the proctor sees who comes when', async () => {
    const { portal } = student;
    await portal.evaluate(() => (location.hash = '#/exams'));
    await press(portal, words('places', 'place_choose'), { role: 'link' });
    await takes(2, 0, words('places', 'places_take'));
    await booked();
    await proctor.signsIn();
    await press(proctor.page, words('calendar', 'calendar_title'), { role: 'link' });
    const isThere = () => proctor.page.evaluate(() => document.body.innerText.includes('Иван Петров'));
    // The place may be in the week after.
    await proctor.page.waitForSelector('.calendar .empty, .calendar-day');
    if (!(await isThere())) await press(proctor.page, words('calendar', 'calendar_later'), { role: 'link' });
    await until('the student in the calendar', isThere);
    await seesText(proctor.page, words('calendar', 'calendar_taken', { taken: 1, capacity: 3 }));
  });
});
