import type { Accommodation } from '../../../protocol/accommodation.ts';
import { numbersOf } from '../../../ui/date-text.ts';
import { language, t } from '../texts.ts';

/** That settings of this student's own applied, and which. Why is not told. */
export function Granted({ granted }: { granted: Accommodation }) {
  const { extraMinutes, disabledDetectors, widenBy, breaks } = granted;
  const factor = new Intl.NumberFormat(numbersOf(language.value)).format(widenBy);
  return (
    <ul class="plain">
      {extraMinutes > 0 && <li>{t('granted_extra', { count: extraMinutes })}</li>}
      {disabledDetectors.length > 0 && (
        <li>
          {t('granted_detectors', {
            kinds: disabledDetectors.map((type) => t(`warning_${type}`)).join(', '),
          })}
        </li>
      )}
      {breaks !== undefined && breaks.count > 0 && <li>{t('granted_breaks', { ...breaks })}</li>}
      {widenBy > 1 && <li>{t('granted_widen', { factor })}</li>}
    </ul>
  );
}
