import { useEffect, useState } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import type { ExamId } from '../../../protocol/ids.ts';
import { Failure } from '../failure.tsx';
import { formatDateTime } from '../format.ts';
import { call, type Load } from '../server.ts';
import { language, t } from '../texts.ts';
import { listPath, sessionPath } from '../views.ts';

/** What cannot be chance: the same photo twice, one session on two machines, one account in two places. */
export function CollisionsPage({ examId }: { examId: ExamId }) {
  const [found, setFound] = useState<Load<Reply<'collisions'>>>({ state: 'loading' });
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    document.title = `${t('collisions')} · Examus`;
    const stop = new AbortController();
    call('collisions', { params: { examId } }, { signal: stop.signal }).then(
      (value) => setFound({ state: 'ready', value }),
      (error: unknown) => stop.signal.aborted || setFound({ state: 'failed', error }),
    );
    return () => stop.abort();
  }, [examId, asked]);
  return (
    <main class="sessions exam-page" aria-busy={found.state === 'loading'}>
      <a href={listPath({ examId })}>{t('to_sessions')}</a>
      <h1>{t('collisions')}</h1>
      {found.state === 'failed' && <Failure error={found.error} onRetry={() => setAsked(asked + 1)} />}
      {found.state === 'ready' && (
        <>
          <p class="quiet">{found.value.examName}</p>
          {found.value.collisions.length === 0 && <p class="empty">{t('collisions_none')}</p>}
          <ul class="plain collisions">
            {found.value.collisions.map(({ kind, sessions, details }, index) => (
              <li key={index} class="panel">
                <h2>{t(`collision_${kind}`, { count: Math.max(details.length, sessions.length) })}</h2>
                <ul class="plain">
                  {sessions.map((session) => (
                    <li key={session.id}>
                      <a href={sessionPath(session.id)}>{session.studentName}</a> · {session.examName}
                      {session.startedAt !== null &&
                        ` · ${formatDateTime(session.startedAt, language.value)}`}
                    </li>
                  ))}
                </ul>
                {kind !== 'same_time' && (
                  <p class="quiet fine hash">
                    {t(`collision_${kind}_details`, { list: details.join(', ') })}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  );
}
