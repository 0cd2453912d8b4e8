import { EyeOff } from 'lucide';
import type { SessionDetail } from '../../../protocol/api.ts';
import { isTechnical } from '../../../protocol/warnings.ts';
import { Icon } from '../../../ui/icon.tsx';
import { formatDuration, formatPercent } from '../format.ts';
import { language, t } from '../texts.ts';
import { warningClass } from '../player/warning-colours.ts';

interface Props {
  warnings: SessionDetail['warnings'];
  /** Begin of the exam: times are counted from it. */
  startAt: number;
  onWarning: (startAt: number, label: string) => void;
}

export function WarningsList({ warnings, startAt, onWarning }: Props) {
  if (warnings.length === 0) return <p class="quiet">{t('no_warnings')}</p>;
  return (
    <ol class="warnings">
      {warnings.map((item) => {
        const label = t(`warning_${item.type}`);
        return (
          <li key={item.id}>
            <button type="button" onClick={() => onWarning(item.startAt, label)}>
              <span class={`swatch ${warningClass(item.type)}`} aria-hidden="true" />
              <span class="warning-words">
                <strong>{label}</strong>
                <small class="quiet">
                  {t(`source_${item.source}`)}
                  {item.confidence !== null && ` · ${formatPercent(item.confidence, language.value)}`}
                  {isTechnical(item.type) && ` · ${t('technical')}`}
                  {item.reason && ` · ${item.reason}`}
                  {item.hidden && (
                    <>
                      {' · '}
                      <Icon node={EyeOff} size={12} /> {t('hidden_from_student')}
                    </>
                  )}
                </small>
              </span>
              <span class="warning-time">
                {formatDuration(item.startAt - startAt)}
                <small class="quiet">
                  {item.endAt === null
                    ? t('lasts')
                    : t('for_length', { length: formatDuration(item.endAt - item.startAt) })}
                </small>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
