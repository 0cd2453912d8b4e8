import type { SessionDetail } from '../../../protocol/api.ts';
import { t } from '../texts.ts';

/** Where two reviewers have to agree: how far they are. Others' words are shown to those who have said theirs. */
export function Opinions({ detail }: { detail: SessionDetail }) {
  const { opinions, opinionCount, review, isIndependent } = detail;
  if (opinionCount === 0) {
    return (
      <p class="quiet fine">
        {t('opinions_none')} {isIndependent && t('opinions_independent')}
      </p>
    );
  }
  return (
    <>
      <p class="quiet fine">
        {t('opinions', { count: opinionCount })}
        {review.state === 'pending' &&
          ` · ${t(opinionCount > 1 ? 'opinions_differ' : 'opinions_second')}.`}{' '}
        {isIndependent && t('opinions_independent')}
      </p>
      <ul class="plain opinions">
        {opinions.map(({ by, isMine, state, comment }) => (
          <li key={by}>
            <strong>{isMine ? t('opinion_mine') : by}</strong>: {t(`verdict_${state}`)}
            {comment && <span class="quiet">, «{comment}»</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
