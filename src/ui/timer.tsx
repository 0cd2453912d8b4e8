import { useEffect, useState } from 'preact/hooks';
import { clockText } from './clock-text.ts';

interface Props {
  label: string;
  /** On the server's clock; null while the clock stands still. */
  endsAt: number | null;
  /** Time left while the clock stands still. */
  leftMs: number | null;
  /** Server time = Date.now() + this. */
  clockOffsetMs: number;
  /** Said instead of a negative time. */
  over: string;
}

const FIVE_MINUTES_MS = 5 * 60_000;

/** Time left by the server's clock. Silent for screen readers: the notices at 10, 5 and 1 minutes speak. */
export function Timer({ label, endsAt, leftMs, clockOffsetMs, over }: Props) {
  const now = useEverySecond(endsAt !== null, clockOffsetMs);
  const left = endsAt === null ? leftMs : endsAt - now;
  if (left === null) return null;
  const state = endsAt === null ? 'still' : left <= FIVE_MINUTES_MS ? 'short' : 'plenty';
  return (
    <div class={`timer timer-${state}`} role="timer">
      <span class="timer-label">{label}</span>
      <span class="timer-value">{left <= 0 ? over : clockText(left)}</span>
    </div>
  );
}

/** Server time, anew at every full second of it, so that two clocks on one screen change together. */
export function useEverySecond(isRunning: boolean, clockOffsetMs: number): number {
  const [now, setNow] = useState(() => Date.now() + clockOffsetMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const serverNow = Date.now() + clockOffsetMs;
      setNow(serverNow);
      if (isRunning) timer = setTimeout(tick, 1000 - (serverNow % 1000) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [isRunning, clockOffsetMs]);
  return now;
}
