import { Printer } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { Failure } from '../failure.tsx';
import { call, type Load } from '../server.ts';
import { t } from '../texts.ts';
import { sessionPath } from '../views.ts';
import { PrintedSession } from './printed-session.tsx';

/** A session on paper: the browser prints it, or saves it as PDF. */
export function PrintPage({ id }: { id: SessionId }) {
  const [detail, setDetail] = useState<Load<SessionDetail>>({ state: 'loading' });
  const [isReady, setReady] = useState(false);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    call('consoleSession', { params: { sessionId: id } }, { signal: stop.signal }).then(
      (value) => setDetail({ state: 'ready', value }),
      (error: unknown) => stop.signal.aborted || setDetail({ state: 'failed', error }),
    );
    return () => stop.abort();
  }, [id, asked]);
  return (
    <main class="print">
      <div class="print-bar">
        <a href={sessionPath(id)}>{t('print_back')}</a>
        <span class="quiet" role="status">
          {!isReady && detail.state !== 'failed' && (
            <>
              <Spinner /> {t('print_preparing')}
            </>
          )}
        </span>
        <Button look="primary" icon={Printer} busy={!isReady} onClick={() => print()}>
          {t('print')}
        </Button>
      </div>
      {detail.state === 'failed' && <Failure error={detail.error} onRetry={() => setAsked(asked + 1)} />}
      {detail.state === 'ready' && <PrintedSession detail={detail.value} onReady={() => setReady(true)} />}
    </main>
  );
}
