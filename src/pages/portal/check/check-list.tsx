import { useSignal } from '@preact/signals';
import { Copy, RotateCw } from 'lucide';
import type { CheckId, CheckReport, CheckResult } from '../../../protocol/check.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Progress } from '../../../ui/spinner.tsx';
import { Failure } from '../shell/failure.tsx';
import { SupportLine } from '../shell/support-line.tsx';
import { useAction } from '../shell/use-action.ts';
import { t } from '../texts.ts';
import { CheckLine } from './check-line.tsx';
import { allChecks } from './checks/all.ts';
import type { Demands } from './demands.ts';
import { DevicePreview } from './device-preview.tsx';
import { gateOf } from './gate.ts';
import { remedyKey } from './remedy.ts';
import { reportText } from './report-text.ts';
import type { CheckRun } from './run-state.ts';

/** One refusal is of camera and microphone both: what to do is told once. */
const isToldAbove = (id: CheckId, failures: readonly CheckResult[]): boolean => {
  const [camera, microphone] = (['camera', 'microphone'] as const).map((kind) =>
    failures.find((result) => result.id === kind),
  );
  return (
    id === 'microphone' &&
    camera !== undefined &&
    microphone !== undefined &&
    remedyKey(camera) === remedyKey(microphone)
  );
};

interface Props {
  run: CheckRun;
  demands: Demands;
  onAgain: () => void;
  onPassed: ((report: CheckReport) => Promise<void>) | null;
}

/** Every check with a green tick or a red icon and words; failures with what to do about them. */
export function CheckList({ run, demands, onAgain, onPassed }: Props) {
  const passing = useAction(async () => onPassed?.(run.report()));
  const copying = useAction(async () => {
    const text = reportText(run.report(), (id) => `${t(`check_${id}`)} (${id})`, new Date());
    await navigator.clipboard.writeText(text);
  });
  const notChosen = useSignal<unknown>(null);
  // No `useAction`: the last choice counts, also while the one before is still being looked at.
  const choose = (kind: 'camera' | 'microphone', deviceId: string) => {
    notChosen.value = null;
    run.choose(kind, deviceId).catch((error: unknown) => (notChosen.value = error));
  };
  const isDone = run.stage.value === 'done';
  // From the first result on: what is told once must not be told twice while the rest still runs.
  const failures = Object.values(run.states.value).flatMap((check) =>
    check.state === 'done' && !check.result.ok ? [check.result] : [],
  );
  const gate = isDone ? gateOf(run.results.value, demands.softChecks, run.tries.value) : null;
  return (
    <div class="check">
      <div class="check-main">
        {!isDone && <Progress label={t('check_running')} value={run.progress} />}
        {!isDone && <p>{t('check_look')}</p>}
        <div role="status">
          {isDone && failures.length === 0 && <Notice kind="good" title={t('check_all_good')} />}
          {isDone && failures.length > 0 && (
            <Notice
              kind={gate === 'stopped' ? 'bad' : 'warning'}
              title={t(gate === 'stopped' ? 'check_stopped' : 'check_advised', { count: failures.length })}
            >
              {t(
                gate === 'stopped'
                  ? 'check_stopped_more'
                  : gate === 'free'
                    ? 'check_free_more'
                    : 'check_advised_more',
              )}
            </Notice>
          )}
        </div>
        <ul class="check-lines">
          {allChecks.map(({ id }) => (
            <CheckLine
              key={id}
              id={id}
              state={run.states.value[id] ?? { state: 'waiting' }}
              isToldAbove={isToldAbove(id, failures)}
              neededBy={demands.neededBy[id] ?? []}
            />
          ))}
        </ul>
        {isDone && failures.length > 0 && (
          <div class="check-help">
            <SupportLine />
            <Button icon={Copy} onClick={() => void copying.run()}>
              {t('report_copy')}
            </Button>
            <a href="#/help/check">{t('check_fails')}</a>
          </div>
        )}
        {passing.error.value !== null && <Failure error={passing.error.value} />}
        {notChosen.value !== null && <Failure error={notChosen.value} />}
      </div>
      <DevicePreview onChoose={choose} />
      {isDone && (
        <div class="action-bar">
          {onPassed && gate === 'free' && (
            <Button look="primary" busy={passing.isBusy.value} onClick={() => void passing.run()}>
              {t('continue')}
            </Button>
          )}
          <Button
            look={gate === 'free' && onPassed ? 'secondary' : failures.length > 0 ? 'primary' : 'secondary'}
            icon={RotateCw}
            onClick={onAgain}
          >
            {t('check_again')}
          </Button>
        </div>
      )}
    </div>
  );
}
