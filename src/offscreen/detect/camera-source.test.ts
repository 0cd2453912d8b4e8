import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchCamera } from './camera-source.ts';
import { Meter } from './meter.ts';
import { Pace } from './pace.ts';
import { collectWarnings, planOf } from './plan-for-tests.ts';
import type { SourceTools } from './source-list.ts';
import { makeSources } from './sources.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An exam whose camera is called this, and gives no picture. */
function withoutPictures() {
  let state = 'live';
  let changed: () => void = () => undefined;
  const capture = {
    frames: null,
    state: () => state,
    label: () => 'camera',
    live: () => null,
    onChange: (listen: () => void) => void (changed = listen),
  } as unknown as SourceTools['capture'];
  const life = new AbortController();
  const shared = { sources: makeSources(), plan: planOf({}), now: () => Date.now(), signal: life.signal };
  const warnings = collectWarnings({}, shared);
  watchCamera({
    ...shared,
    capture,
    pace: new Pace(),
    meter: new Meter(),
  } as unknown as SourceTools);
  const become = (name: string) => {
    state = name;
    changed();
  };
  return { become, warnings, life };
}

it.each(['live', 'muted'])(
  'a %s camera without a picture is warned of, and no more once it is gone',
  (name) => {
    const { become, warnings, life } = withoutPictures();
    vi.advanceTimersByTime(1000);
    become(name);
    vi.advanceTimersByTime(9000);
    expect(warnings).toEqual([]);
    vi.advanceTimersByTime(6000);
    expect(warnings).toMatchObject([{ type: 'camera_no_picture', endAt: null }]);
    become('ended');
    expect(warnings.at(-1)).toMatchObject({ type: 'camera_no_picture', endAt: Date.now() });
    life.abort();
  },
);
