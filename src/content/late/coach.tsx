import { mostUrgent } from './coach-order.ts';
import type { PartComponent } from './parts.ts';

/** One friendly sentence over the student's own picture, where they look to mend it; it moves nothing. */
export const Coach: PartComponent<'coach'> = ({ view, isSmall }) => {
  const advice = mostUrgent(view);
  return (
    <div
      class={isSmall ? 'coach coach-small' : 'coach'}
      role="status"
      title={isSmall ? advice?.text : undefined}
    >
      {advice && (
        <p class={`coach-${advice.kind}`}>
          {isSmall ? <span class="coach-hidden">{advice.text}</span> : advice.text}
        </p>
      )}
    </div>
  );
};
