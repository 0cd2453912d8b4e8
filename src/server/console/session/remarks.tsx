import type { SessionDetail } from '../../../protocol/api.ts';
import { formatDateTime } from '../format.ts';
import { language, t } from '../texts.ts';

/** What the student wrote after the exam. */
export const Remarks = ({ remarks }: Pick<SessionDetail, 'remarks'>) =>
  remarks.length === 0 ? null : (
    <div class="remarks" tabIndex={0} role="group" aria-label={t('remarks')}>
      {remarks.map(({ id, kind, text, at }) => (
        <blockquote key={id} class={`student-sees remark-${kind}`}>
          <small class="quiet">
            {t(`remark_${kind}`)}, {formatDateTime(at, language.value)}
          </small>
          <p>{text}</p>
        </blockquote>
      ))}
    </div>
  );
