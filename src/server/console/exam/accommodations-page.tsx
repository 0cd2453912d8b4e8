import { useEffect, useState } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import type { ExamId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { announce, complain } from '../announce.tsx';
import { Failure } from '../failure.tsx';
import { call, type Load } from '../server.ts';
import { Granted } from '../session/granted.tsx';
import { t } from '../texts.ts';
import { listPath } from '../views.ts';
import { AccommodationForm } from './accommodation-form.tsx';

type Listed = Reply<'accommodations'>;

/** What single students of an exam are granted. For admins. */
export function AccommodationsPage({ examId }: { examId: ExamId }) {
  const [listed, setListed] = useState<Load<Listed>>({ state: 'loading' });
  const [asked, setAsked] = useState(0);
  const [editing, setEditing] = useState<Listed['granted'][number] | 'new' | null>(null);
  const reload = () => setAsked((times) => times + 1);
  useEffect(() => {
    document.title = `${t('accommodations')} · Examus`;
    const stop = new AbortController();
    call('accommodations', { params: { examId } }, { signal: stop.signal }).then(
      (value) => setListed({ state: 'ready', value }),
      (error: unknown) => stop.signal.aborted || setListed({ state: 'failed', error }),
    );
    return () => stop.abort();
  }, [examId, asked]);
  const withdraw = (subject: string) =>
    call('withdrawAccommodation', { params: { examId, subject } }).then(() => {
      announce(t('granted_withdrawn'));
      reload();
    }, complain);
  return (
    <main class="sessions exam-page" aria-busy={listed.state === 'loading'}>
      <a href={listPath({ examId })}>{t('to_sessions')}</a>
      <h1>{t('accommodations')}</h1>
      {listed.state === 'failed' && <Failure error={listed.error} onRetry={reload} />}
      {listed.state === 'ready' && (
        <>
          <p class="quiet">
            {listed.value.examName} · {t('accommodations_hint')}
          </p>
          {listed.value.granted.length === 0 && <p class="empty">{t('accommodations_none')}</p>}
          <ul class="plain collisions">
            {listed.value.granted.map((one) => (
              <li key={one.subject} class="panel">
                <h2>{one.name ? `${one.name} (${one.subject})` : one.subject}</h2>
                <Granted granted={one.accommodation} />
                {one.note && (
                  <p class="quiet">
                    {t('granted_note')}: {one.note}
                  </p>
                )}
                <div class="decide">
                  <Button onClick={() => setEditing(one)}>{t('granted_change')}</Button>
                  <Button look="quiet" onClick={() => void withdraw(one.subject)}>
                    {t('granted_withdraw')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
          <div>
            <Button look="primary" onClick={() => setEditing('new')}>
              {t('granted_add')}
            </Button>
          </div>
          {editing !== null && (
            <AccommodationForm
              examId={examId}
              students={listed.value.students}
              before={editing === 'new' ? null : editing}
              onClose={() => setEditing(null)}
              onDone={reload}
            />
          )}
        </>
      )}
    </main>
  );
}
