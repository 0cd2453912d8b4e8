import { CircleCheck, CircleDashed, CircleX, Minus } from 'lucide';
import type { CheckId, CheckResult } from '../../../protocol/check.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { numbersOf } from '../../../ui/date-text.ts';
import { Spinner } from '../../../ui/spinner.tsx';
import { language } from '../state/account.ts';
import { t } from '../texts.ts';
import { remedyKey, settingsPage, settingsUrl } from './remedy.ts';
import type { CheckState } from './run-checks.ts';

/** Values a student can make something of; the others are for the report alone. */
const saysMuch: ReadonlySet<CheckId> = new Set([
  'browser',
  'camera',
  'microphone',
  'screen',
  'server',
  'upload',
]);

interface Props {
  id: CheckId;
  state: CheckState;
  /** Another line above says what to do. */
  isToldAbove: boolean;
  /** Names of the exams for which it has to be good. */
  neededBy: readonly string[];
}

export function CheckLine({ id, state, isToldAbove, neededBy }: Props) {
  const result = state.state === 'done' ? state.result : null;
  const look = lookOf(state);
  return (
    <li class={`check-line check-${look}`} data-check={id} data-result={look}>
      <StateIcon look={look} />
      <span class="check-name">{t(`check_${id}`)}</span>
      <span class="check-word">{t(`check_state_${look}`)}</span>
      {result?.value && saysMuch.has(id) && <span class="check-value">{valueText(result)}</span>}
      {result?.note && <p class="check-note">{t(`check_note_${result.note}`)}</p>}
      {result && !result.ok && !isToldAbove && <Remedy result={result} />}
      {result && !result.ok && neededBy.length > 0 && (
        <p class="check-note">{t('check_needed_by', { exams: neededBy.join(', ') })}</p>
      )}
    </li>
  );
}

/** The report is for support, in English units; the student reads their own. */
const valueText = ({ id, value = '' }: CheckResult): string =>
  id === 'upload'
    ? new Intl.NumberFormat(numbersOf(language.value), {
        style: 'unit',
        unit: 'megabit-per-second',
        maximumFractionDigits: 1,
      }).format(Number.parseFloat(value))
    : value;

const lookOf = (state: CheckState) =>
  state.state !== 'done' ? state.state : state.result.ok ? 'good' : 'bad';

function StateIcon({ look }: { look: string }) {
  if (look === 'running') return <Spinner />;
  return (
    <Icon
      node={
        look === 'good' ? CircleCheck : look === 'bad' ? CircleX : look === 'skipped' ? Minus : CircleDashed
      }
    />
  );
}

function Remedy({ result }: { result: CheckResult }) {
  const page = settingsPage(result);
  return (
    <div class="remedy">
      {t(remedyKey(result))
        .split('\n')
        .map((line) => (
          <p key={line}>{line}</p>
        ))}
      {page && (
        <Button onClick={() => void chrome.tabs.create({ url: settingsUrl(page, location.origin) })}>
          {t(`settings_${page}`)}
        </Button>
      )}
    </div>
  );
}
