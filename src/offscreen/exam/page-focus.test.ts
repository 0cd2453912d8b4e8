import { describe, expect, it } from 'vitest';
import { ServerClock } from '../clock.ts';
import { collectWarnings, type planOf } from '../detect/plan-for-tests.ts';
import { makeSources } from '../detect/sources.ts';
import { PageFocus } from './page-focus.ts';
import type { ViewLink } from './view-ports.ts';

const quiz: ViewLink = {
  id: 'view-1',
  isQuiz: true,
  isFrame: false,
  tabId: 1,
  openerTabId: null,
  windowId: null,
  fps: 0,
  width: undefined,
  send: () => undefined,
};

function watched(settings: Parameters<typeof planOf>[0] = {}) {
  let now = 1000;
  const clock = new ServerClock(
    () => now,
    () => now,
  );
  const sources = makeSources();
  const { focus } = sources;
  const warnings = collectWarnings(settings, { sources, now: () => now });
  const away: (boolean | null)[] = [];
  const told: { at: number; isAway: boolean | null }[] = [];
  focus.listen((seen) => (away.push(seen.isAway), told.push(seen)), new AbortController().signal);
  const pages = new PageFocus(clock, focus);
  pages.connectPage(quiz);
  pages.say(quiz, { type: 'focus', visible: true, focused: true, at: now });
  return {
    frameComes: () => pages.connectPage({ ...quiz, id: 'view-2', isFrame: true }),
    leave: () => pages.say(quiz, { type: 'focus', visible: true, focused: false, at: now }),
    dialog: (isOpen: boolean) => pages.useDialog(quiz, isOpen),
    gone: () => pages.disconnectPage(quiz),
    begin: () => (told.splice(0), pages.begin()),
    comeBack: () => pages.say(quiz, { type: 'focus', visible: true, focused: true, at: now }),
    warnings,
    told,
    rest: (ms: number) => void (now += ms),
    now: () => now,
    tick: (isOurDialogOpen: boolean, ms = 200) => {
      now += ms;
      pages.look(isOurDialogOpen);
      return away.at(-1);
    },
  };
}

describe('PageFocus', () => {
  it('tells that the student went away', () => {
    const { leave, tick } = watched();
    leave();
    expect(tick(false)).toBe(true);
  });

  it('waits for no word of a frame, which tells none', () => {
    const { leave, frameComes, tick } = watched();
    frameComes();
    leave();
    expect(tick(false)).toBe(true);
  });

  it('takes back what a dialog of ours began, and tells of those who stay away after it', () => {
    const { leave, tick } = watched();
    leave();
    expect(tick(true)).toBe(false);
    expect(tick(true)).toBe(false);
    expect(tick(false)).toBe(true);
  });

  it('holds nothing against those who choose a file in the panel, until that is done', () => {
    const { leave, dialog, tick } = watched();
    dialog(true);
    leave();
    expect(tick(false)).toBe(false);
    expect(tick(false, 60_000)).toBe(false);
    dialog(false);
    expect(tick(false)).toBe(true);
  });

  it('does not believe in a dialog that is open for ever, or whose page is gone', () => {
    const { leave, dialog, tick, gone } = watched();
    dialog(true);
    leave();
    expect(tick(false, 121_000)).toBe(true);
    dialog(true);
    expect(tick(false)).toBe(false);
    gone();
    expect(tick(false, 5000)).toBe(true);
  });

  it.each([{}, { windowChangeMs: 6000 }])('warns of an absence with its whole length (%o)', (settings) => {
    const { leave, comeBack, tick, warnings, now } = watched(settings);
    const startAt = now();
    leave();
    for (let ticks = 0; ticks < 150; ticks++) tick(false);
    expect(warnings).toMatchObject([{ type: 'change_active_window_on_computer', startAt, endAt: null }]);
    comeBack();
    expect(warnings.at(-1)).toMatchObject({ startAt, endAt: startAt + 30_000 });
    expect(new Set(warnings.map(({ id }) => id)).size).toBe(1);
  });

  it('counts nothing of a pause, in which the student may be anywhere', () => {
    const { leave, rest, begin, tick, told, now } = watched();
    leave();
    rest(240_000);
    const goesOnAt = now();
    begin();
    expect(tick(false)).toBe(true);
    expect(told.map(({ at }) => at).filter((at) => at < goesOnAt)).toEqual([]);
  });

  it('counts nothing of the time the machine slept', () => {
    const { leave, tick, told, rest, now } = watched();
    leave();
    tick(false);
    told.splice(0);
    rest(240_000);
    const awakeAt = now();
    expect(tick(false)).toBe(true);
    expect(told.map(({ at }) => at).filter((at) => at < awakeAt)).toEqual([]);
  });
});
