import type { Heat } from '../session/findings.ts';

/** One patch for each minute of the exam, the warmer the more was going on: shows at a glance where to look. */
export const MinuteStrip = ({ minutes }: { minutes: readonly Heat[] }) => (
  <div class="minutes" aria-hidden="true">
    {minutes.map((heat, minute) => (
      <span key={minute} class={`minute minute-${heat}`} />
    ))}
  </div>
);
