import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { CheckReport } from '../../../protocol/check.ts';
import { Failure } from '../shell/failure.tsx';
import { useAction } from '../shell/use-action.ts';
import { look } from '../state/exam-view.ts';
import { CameraStep } from './camera-step.tsx';
import { CheckList } from './check-list.tsx';
import type { Demands } from './demands.ts';
import { CheckRun } from './run-state.ts';
import { ScreenStep } from './screen-step.tsx';

interface Props {
  /** Read anew whenever it matters: a list of exams may come in meanwhile. */
  demands: () => Demands;
  /** Shown first, with the button that begins; without it the check begins by itself. */
  intro?: (begin: () => void) => ComponentChildren;
  /** Results are there, whatever they are. */
  onResults?: (report: CheckReport) => Promise<void>;
  /** The button that leads on once nothing stops the student; null where nothing follows. */
  onPassed: ((report: CheckReport) => Promise<void>) | null;
}

/** The check of J5 and J8: Chrome's two questions, then everything else by itself, then what came out. */
export function CheckFlow({ demands, intro, onResults, onPassed }: Props) {
  const run = useSignal<CheckRun | null>(null);
  const beginning = useAction(async (check: CheckRun) => check.begin());
  const sharing = useAction(async (check: CheckRun) => check.shareScreen());
  const reporting = useAction(async (report: CheckReport) => onResults?.(report));
  const looking = useAction(async (check: CheckRun) => check.look());
  useEffect(() => {
    const leaving = new AbortController();
    const check = new CheckRun(demands, leaving.signal);
    run.value = check;
    look(10);
    if (!intro) void beginning.run(check);
    const stop = check.stage.subscribe((stage) => {
      if (stage === 'done') void reporting.run(check.report());
    });
    return () => {
      stop();
      leaving.abort();
      look(0);
    };
  }, []);

  const check = run.value;
  if (!check) return null;
  const failed = [beginning, sharing, looking, reporting].find(({ error }) => error.value !== null);
  const begin = () => void beginning.run(check);
  return (
    <>
      {failed && <Failure error={failed.error.value} onRetry={begin} />}
      {check.stage.value === 'intro' && intro?.(begin)}
      {check.stage.value === 'camera' && <CameraStep />}
      {check.stage.value === 'screen' && (
        <ScreenStep
          cause={check.screenCause.value ?? null}
          isOtherWay={check.isOtherWay.value}
          busy={sharing.isBusy.value}
          onShare={() => void sharing.run(check)}
          onSkip={() => void looking.run(check)}
        />
      )}
      {(check.stage.value === 'running' || check.stage.value === 'done') && (
        <CheckList run={check} demands={demands()} onAgain={begin} onPassed={onPassed} />
      )}
    </>
  );
}
