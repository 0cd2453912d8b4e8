import { computed, effect, type ReadonlySignal, type Signal, signal as makeSignal } from '@preact/signals';
import { correct, paceOf, waitForSlowest } from './follow.ts';
import { overHole } from './over-hole.ts';
import { mediaAt, nextCovered, openingOf, type Span, wallAt } from './pieces.ts';
import { STANDING_AHEAD_S, type Track } from './track.ts';
import { readClock, stoppedAt, turnClock, type WallClock } from './wall-clock.ts';

export const RATES = [1, 1.5, 2, 3, 5, 10] as const;
export type Rate = (typeof RATES)[number];

/** All recordings of a session played as one, by one clock: the time of day of the exam. */
export interface Playback {
  positionAt: ReadonlySignal<number>;
  isPlaying: ReadonlySignal<boolean>;
  /** Playing, but waiting for a recording to load. */
  isWaiting: ReadonlySignal<boolean>;
  rate: ReadonlySignal<Rate>;
  /** Kinds that have a picture at this moment. */
  shown: ReadonlySignal<ReadonlySet<string>>;
  toggle: () => void;
  pause: () => void;
  seek: (at: number) => void;
  setRate: (rate: Rate) => void;
}

const STEP_MS = 100;
/** At 10× a step of 100 ms would be a second of the exam. */
const FAST_STEP_MS = 25;
/** Near its end a player may never say it has «future data». */
const END_MS = 350;
/** Loaded ahead while it plays: seconds of real time, and of the recording at least. */
const AHEAD_S = 6;
const LEAST_AHEAD_S = 20;
/** A piece that does not load in this time is passed over, so that one bad segment hides no evidence behind it. */
const PATIENCE_MS = 8000;
/** A playing player stops this much before the last picture that it has. */
const EDGE_S = 0.1;
/** While it stands still, a picture this near to the moment asked for is the right one. */
const STILL_MS = 60;

export function startPlayback(
  tracks: readonly Track[],
  { whole, isLive }: { whole: () => Span; isLive: boolean },
  signal: AbortSignal,
): Playback {
  let clock: WallClock = stoppedAt(whole().startAt);
  let waitingSince: number | null = null;
  let isOpening = true;
  /** The speed that the slowest player allows. */
  let pace = 1;
  /** When the position was last told. */
  let shownAt = -Infinity;
  const skipUntil = new Map<Track, number>();
  const positionAt = makeSignal(clock.wallMs);
  const isPlaying = makeSignal(false);
  const isWaiting = makeSignal(false);
  const rate = makeSignal<Rate>(1);
  const shown: Signal<ReadonlySet<string>> = makeSignal(new Set());

  const stopTelling = effect(() => {
    const seconds = isPlaying.value ? Math.max(LEAST_AHEAD_S, AHEAD_S * rate.value) : STANDING_AHEAD_S;
    for (const track of tracks) track.loadAhead(seconds);
  });
  let timer = setInterval(step, STEP_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
    stopTelling();
    for (const { video } of tracks) video.pause();
  });

  function step(): void {
    const now = performance.now();
    if (isOpening && tracks.every(({ state }) => state.peek() !== 'loading')) {
      isOpening = false;
      const openAt = openingOf(
        tracks.map(({ coverage }) => coverage.peek()),
        isLive,
      );
      clock = turnClock(clock, now, { wallMs: openAt ?? whole().startAt });
    }
    let wallMs = readClock(clock, now);
    let active = activeTracks(wallMs);
    if (isPlaying.peek() && active.length === 0) {
      wallMs =
        nextCovered(
          tracks.map((track) => track.coverage.peek()),
          wallMs,
        ) ?? stopAtEnd();
      clock = turnClock(clock, now, { wallMs });
      active = activeTracks(wallMs);
    }
    const isHeld = isPlaying.peek() && active.some((track) => !isReady(track));
    noteWaiting(isHeld, active, wallMs, now);
    const isRunning = isPlaying.peek() && !isHeld;
    if (isRunning) {
      const cameFrom = clock;
      const waitedMs = waitForSlowest(wallMs, active.flatMap(latenessAt(wallMs)), rate.peek());
      clock = turnClock(clock, now, { wallMs: (wallMs = waitedMs) });
      if (cameFrom.isRunning)
        pace = paceOf(pace, wallMs - cameFrom.wallMs, now - cameFrom.since, rate.peek());
    } else pace = rate.peek();
    if (clock.isRunning !== isRunning) clock = turnClock(clock, now, { isRunning });
    for (const track of tracks) lead(track, active.includes(track) ? wallMs : null, isRunning);
    // Drawn ten times a second, however often it is looked at.
    if (!isRunning || now - shownAt >= STEP_MS - FAST_STEP_MS / 2) {
      positionAt.value = wallMs;
      shownAt = now;
    }
    isWaiting.value = isHeld;
    for (const { video, pieces } of tracks) noteMoment(video, wallAt(pieces(), video.currentTime));
    const kinds = active.map(({ kind }) => kind).join();
    if (kinds !== [...shown.peek()].join()) shown.value = new Set(active.map(({ kind }) => kind));
  }

  function activeTracks(wallMs: number): Track[] {
    return tracks.filter(
      (track) => (skipUntil.get(track) ?? -Infinity) <= wallMs && mediaAt(track.pieces(), wallMs) !== null,
    );
  }

  function stopAtEnd(): number {
    isPlaying.value = false;
    return Math.max(whole().startAt, ...tracks.map(({ coverage }) => coverage.peek().at(-1)?.endAt ?? 0)) - 1;
  }

  function noteWaiting(isHeld: boolean, active: readonly Track[], wallMs: number, now: number): void {
    if (!isHeld) {
      waitingSince = null;
      return;
    }
    waitingSince ??= now;
    if (now - waitingSince < PATIENCE_MS) return;
    waitingSince = null;
    for (const track of active.filter((each) => !isReady(each))) {
      const piece = track.pieces().find(({ startAt, duration }) => wallMs < startAt + duration * 1000);
      if (piece) skipUntil.set(track, piece.startAt + piece.duration * 1000);
    }
  }

  /** Brings one player to where the clock is; null = it has no picture now. */
  function lead({ video, pieces }: Track, wallMs: number | null, isRunning: boolean): void {
    const moment = wallMs === null ? null : mediaAt(pieces(), wallMs);
    if (wallMs === null || moment === null) {
      if (!video.paused) video.pause();
      return;
    }
    const target = overHole(video.buffered, pieces(), moment, isPlaying.peek() ? EDGE_S : 0);
    // `play()` on a player that ended would start it over.
    if (video.ended && target >= video.currentTime - END_MS / 1000) return;
    if (isRunning) {
      if (video.paused) void video.play().catch(() => undefined); // the next step tries again
    } else if (!video.paused) video.pause();
    // On its way, unless what was loaded told that the moment lies elsewhere: where it is going may be a hole.
    const isOnItsWay = video.seeking && Math.abs(video.currentTime - target) * 1000 <= STILL_MS;
    if (isOnItsWay || video.readyState === 0) return;
    if (isPlaying.peek() && !isRunning) {
      const behindHole = overHole(video.buffered, pieces(), video.currentTime, EDGE_S);
      // A place sought is told to a microsecond.
      if (behindHole - video.currentTime > 0.001) {
        video.currentTime = behindHole;
        return;
      }
    }
    // Against where it may stand, or it would be sought there again and again.
    const targetMs = wallAt(pieces(), target) ?? wallMs;
    const lateMs = targetMs - (wallAt(pieces(), video.currentTime) ?? -Infinity);
    const correction = correct(lateMs, rate.peek(), pace);
    if (!isRunning) {
      // Waiting for another one: what is a little off is mended on the way, a seek would make the wait longer.
      const isOff = isPlaying.peek() ? correction.seek : Math.abs(lateMs) > STILL_MS;
      if (isOff) video.currentTime = target;
      return;
    }
    if (correction.seek) video.currentTime = target;
    else if (video.playbackRate !== correction.playbackRate) video.playbackRate = correction.playbackRate;
  }

  return {
    positionAt,
    isPlaying,
    isWaiting,
    rate,
    shown: computed(() => shown.value),
    toggle: () => {
      isPlaying.value = !isPlaying.peek();
      step();
    },
    pause: () => {
      isPlaying.value = false;
      step();
    },
    seek: (at) => {
      const { startAt, endAt } = whole();
      isOpening = false;
      skipUntil.clear();
      clock = turnClock(clock, performance.now(), { wallMs: Math.min(endAt, Math.max(startAt, at)) });
      step();
    },
    setRate: (next) => {
      rate.value = pace = next;
      clearInterval(timer);
      timer = setInterval(step, next >= 3 ? FAST_STEP_MS : STEP_MS);
      clock = turnClock(clock, performance.now(), { rate: next });
    },
  };
}

/** How late a player is behind `wallMs`; none while it cannot tell, or may not play and would be waited for in vain. */
const latenessAt =
  (wallMs: number) =>
  ({ video, pieces }: Track): number[] => {
    const at = video.seeking || video.ended || video.paused ? null : wallAt(pieces(), video.currentTime);
    return at === null ? [] : [wallMs - at];
  };

/** For tests and their like: the moment of the exam that a player shows, in `data-shown-at`. */
function noteMoment(video: HTMLVideoElement, at: number | null): void {
  if (at === null) delete video.dataset['shownAt'];
  else video.dataset['shownAt'] = String(Math.round(at));
}

/** Whether the player could go on now. */
function isReady({ video, coverage, pieces }: Track): boolean {
  if (video.seeking) return false;
  if (video.ended || video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) return true;
  const at = wallAt(pieces(), video.currentTime);
  const lastAt = coverage.peek().at(-1)?.endAt;
  return (
    video.readyState === HTMLMediaElement.HAVE_CURRENT_DATA &&
    at !== null &&
    lastAt !== undefined &&
    lastAt - at < END_MS
  );
}
