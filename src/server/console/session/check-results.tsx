import { CircleCheck, CircleX } from 'lucide';
import type { CheckReport } from '../../../protocol/check.ts';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../texts.ts';

/** What the student's computer said of itself before the exam. */
export const CheckResults = ({ report }: { report: CheckReport }) => (
  <>
    <ul class="checks">
      {report.results.map((result) => (
        <li key={result.id} class={result.ok ? 'check-good' : 'check-bad'}>
          <Icon
            node={result.ok ? CircleCheck : CircleX}
            size={16}
            label={t(result.ok ? 'check_passed' : 'check_failed')}
          />
          <span>
            {t(`check_${result.id}`)} {result.value && <small class="quiet">{result.value}</small>}
          </span>
        </li>
      ))}
    </ul>
    <p class="quiet fine">
      {t('check_tries', { count: report.tries })} · Examus {report.extensionVersion} · {report.userAgent}
    </p>
  </>
);
