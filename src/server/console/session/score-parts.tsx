import type { SessionDetail } from '../../../protocol/api.ts';
import { numbersOf } from '../../../ui/date-text.ts';
import { formatDuration } from '../format.ts';
import { language, t } from '../texts.ts';

/** The score with the levels of the exam, and what it is made of. */
export function ScoreParts({ detail }: { detail: SessionDetail }) {
  const { score, threshold, parts } = detail.score;
  const level = score > threshold.rejected ? 'bad' : score > threshold.attention ? 'warm' : 'calm';
  const points = new Intl.NumberFormat(numbersOf(language.value), {
    maximumFractionDigits: 1,
  });
  return (
    <details class="score">
      <summary>
        <span class={`score-value score-${level}`}>{t('score_of', { score })}</span>
        <small class="quiet">{t('score_levels', { ...threshold })}</small>
      </summary>
      {parts.length === 0 ? (
        <p class="quiet fine">{t(detail.settings.mode === 'auto' ? 'score_none_auto' : 'score_none')}</p>
      ) : (
        <table>
          <thead class="visually-hidden">
            <tr>
              <th scope="col">{t('column_warnings')}</th>
              <th scope="col">{t('column_duration')}</th>
              <th scope="col">{t('score_points')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ type, weight, count, seconds, points: sum }) => (
              <tr key={type}>
                <th scope="row">
                  {t(`warning_${type}`)} ×{count}
                </th>
                <td>
                  {formatDuration(seconds * 1000)} · {t('score_weight', { weight: points.format(weight) })}
                </td>
                <td>{points.format(sum)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
