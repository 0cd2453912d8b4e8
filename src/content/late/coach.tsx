import { mostUrgent } from './coach-order.ts';
import type { PartComponent } from './parts.ts';

/**
 * One friendly sentence over the student's own picture, where they look to mend it; it moves nothing. Beside the
 * collapsed panel's picture it is a mark, and what may become a warning is also said: upright in the rail, since the
 * quiz beside it is never covered.
 */
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
          {isSmall ? (
            <span class={advice.kind === 'conduct' ? 'coach-said' : 'coach-hidden'}>{advice.text}</span>
          ) : (
            advice.text
          )}
        </p>
      )}
    </div>
  );
};
