import { describe, expect, it } from 'vitest';
import type { Warning } from '../../protocol/warnings.ts';
import { Feed } from './feed.ts';

const feed = () => new Feed(() => undefined);
const warning = (change: Partial<Warning> = {}): Warning => ({
  id: 'w' as Warning['id'],
  type: 'no_user_in_frame',
  startAt: 100,
  endAt: null,
  source: 'ai',
  confidence: null,
  reason: 'faces=0',
  ...change,
});
const visible = { visibleWarnings: { no_user_in_frame: true, extra_user_in_frame: false } as never };

describe('Feed', () => {
  it('keeps one line for a message from writing it to reading it back', () => {
    const f = feed();
    f.write('m', 'Здравствуйте', 10);
    expect(f.items).toMatchObject([{ kind: 'student', delivered: false }]);
    f.delivered('m');
    f.receive({ id: 'm' as never, seq: 1, at: 12, from: 'student', authorName: '', text: 'Здравствуйте' });
    expect(f.items).toMatchObject([{ kind: 'student', delivered: true, at: 12 }]);
  });

  it('tells a fault from conduct, and says nothing twice of a device that is gone', () => {
    const f = feed();
    f.warn(warning({ id: 'a' as Warning['id'], type: 'mic_no_sound' }), visible);
    f.warn(warning({ id: 'b' as Warning['id'], type: 'camera_no_device_connected' }), visible);
    f.warn(warning({ id: 'c' as Warning['id'] }), visible);
    expect(f.items).toEqual([
      { id: 'a', at: 100, kind: 'warning', warning: 'mic_no_sound', endAt: null, technical: true },
      { id: 'c', at: 100, kind: 'warning', warning: 'no_user_in_frame', endAt: null },
    ]);
  });

  it('shows a warning once, open and then ended, unless it is hidden', () => {
    const f = feed();
    f.warn(warning(), visible);
    f.warn(warning({ endAt: 200 }), visible);
    f.warn(warning({ id: 'x' as Warning['id'], type: 'extra_user_in_frame' }), visible);
    expect(f.items).toEqual([{ id: 'w', at: 100, kind: 'warning', warning: 'no_user_in_frame', endAt: 200 }]);
  });

  it('takes back from the server what it no longer knows, and nothing else', () => {
    const f = feed();
    f.warn(warning({ endAt: 200 }), visible);
    f.recall(warning(), visible);
    f.recall(warning({ id: 'earlier' as Warning['id'], startAt: 50, endAt: 60 }), visible);
    f.recall(warning({ id: 'x' as Warning['id'], type: 'extra_user_in_frame' }), visible);
    expect(f.items).toMatchObject([
      { id: 'earlier', at: 50, endAt: 60 },
      { id: 'w', endAt: 200 },
    ]);
  });

  it('says of a warning what was seen, and of a message nothing but itself', () => {
    const f = feed();
    f.write('m', 'a', 10);
    f.warn(warning({ endAt: 4100, confidence: 0.9 }), visible);
    expect(f.itemsIn('en')).toMatchObject([
      { kind: 'student' },
      { kind: 'warning', why: 'the camera saw no face, 4 s · the program is very sure (90%)' },
    ]);
    expect(f.itemsIn('en')[0]).not.toHaveProperty('why');
  });

  it('tells a fault once while it lasts, and again when it comes back', () => {
    const f = feed();
    f.notice('offline', 1);
    f.notice('offline', 2);
    f.noticeOver('offline');
    f.notice('offline', 3);
    expect(f.items).toMatchObject([
      { at: 1, over: true },
      { at: 3, over: false },
    ]);
  });

  it('tells what may come in a row once in a while', () => {
    const f = feed();
    for (const at of [0, 1000, 599_999, 600_000]) f.noticeRarely('recording_lost', at);
    expect(f.items.map(({ at }) => at)).toEqual([0, 600_000]);
  });

  it('is in the order of time', () => {
    const f = feed();
    f.notice('offline', 50);
    f.write('m', 'a', 10);
    expect(f.items.map(({ at }) => at)).toEqual([10, 50]);
  });
});
