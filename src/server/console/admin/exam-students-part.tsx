import { useState } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import type { ExamId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { ReasonDialog } from '../session/reason-dialog.tsx';
import { call } from '../server.ts';
import { sessionPath } from '../views.ts';
import type { AttemptRow, ExamStudents } from '../../../protocol/api/admin/exams.ts';
import { useAct } from './act.ts';
import { FileButton } from './file-button.tsx';
import { Loaded } from './loaded.tsx';
import { labelOf, t } from './texts.ts';
import { WhoMay } from './who-may.tsx';
import { useLoad } from './use-load.ts';

/** Who may take an exam, and what came of their attempts. */
export function ExamStudentsPart({ examId }: { examId: ExamId }) {
  const params = { examId };
  const [q, setQ] = useState('');
  const groups = useLoad((signal) => call('adminGroups', {}, { signal }));
  const access = useLoad((signal) => call('adminExamStudents', { params }, { signal }));
  const attempts = useLoad(
    (signal) => call('examAttempts', { params, query: q ? { q } : {} }, { signal }),
    q,
  );
  const [granted, setGranted] = useState<AttemptRow | null>(null);
  const [until, setUntil] = useState('');
  const { isBusy, act } = useAct();
  const put = (body: ExamStudents) =>
    void act(async () => {
      await call('putExamStudents', { params, body });
      access.reload();
    }, t('saved'));
  return (
    <fieldset class="settings-group">
      <legend>{t('who_may')}</legend>
      <Loaded load={access.load} onRetry={access.reload}>
        {(who) => (
          <Loaded load={groups.load} onRetry={groups.reload}>
            {(all) => <WhoMay value={who} groups={all.groups} busy={isBusy} onSave={put} />}
          </Loaded>
        )}
      </Loaded>
      <ImportStudents examId={examId} onDone={access.reload} />
      <div class="attempts">
        <Field
          label={t('attempts')}
          type="search"
          placeholder={t('find_person')}
          value={q}
          onInput={(e) => setQ(e.currentTarget.value)}
        />
        <Loaded load={attempts.load} onRetry={attempts.reload}>
          {({ rows, more }) => (
            <>
              <Attempts rows={rows} onGrant={setGranted} />
              {more && <p class="quiet">{t('attempts_more', { count: rows.length })}</p>}
            </>
          )}
        </Loaded>
      </div>
      {granted && (
        <ReasonDialog
          title={t('grant_title', { name: granted.name })}
          hint={t('grant_hint')}
          action={t('grant')}
          onClose={() => {
            setGranted(null);
            setUntil('');
          }}
          onReason={async (reason) => {
            const body = { personId: granted.personId, reason, until: until ? Date.parse(until) : null };
            await call('grantAttempt', { params, body });
            attempts.reload();
          }}
        >
          <Field
            label={t('grant_until')}
            hint={t('grant_until_hint')}
            type="datetime-local"
            value={until}
            onInput={(e) => setUntil(e.currentTarget.value)}
          />
        </ReasonDialog>
      )}
    </fieldset>
  );
}

interface AttemptsProps {
  rows: readonly AttemptRow[];
  onGrant: (row: AttemptRow) => void;
}

function Attempts({ rows, onGrant }: AttemptsProps) {
  if (rows.length === 0) return <p class="quiet">{t('none_yet')}</p>;
  return (
    <div class="table-frame attempts-table">
      <table class="table">
        <tbody>
          {rows.map((row) => (
            <tr key={row.personId}>
              <th scope="row">{row.name}</th>
              <td>{t('used_of', { used: row.used, allowed: row.allowed })}</td>
              <td>
                {row.sessions.map((session) => (
                  <a key={session.id} href={sessionPath(session.id)}>
                    {session.attempt}: {labelOf('phase_', session.phase)}
                  </a>
                ))}
              </td>
              <td class="number">
                <Button onClick={() => onGrant(row)}>{t('grant')}</Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ImportStudents({ examId, onDone }: { examId: ExamId; onDone: () => void }) {
  const [report, setReport] = useState<Reply<'importExamStudents'> | null>(null);
  const { act } = useAct();
  const read = (file: File) =>
    void act(async () => {
      setReport(await call('importExamStudents', { params: { examId }, body: { csv: await file.text() } }));
      onDone();
    });
  return (
    <div class="imported">
      <FileButton label={t('import_students')} accept=".csv,text/csv" onPick={read} />
      {report && (
        <div role="status">
          {report.errors.length === 0
            ? t('students_imported', { added: report.added, unknown: report.unknown.length })
            : t('nothing_imported')}
          <ul>
            {report.errors.map(({ line, code, value }) => (
              <li key={line}>{t('line_error', { line, problem: labelOf('line_', code), value })}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
