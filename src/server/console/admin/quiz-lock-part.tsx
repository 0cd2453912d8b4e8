import { useState } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import type { ExamId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatDateTime } from '../format.ts';
import { call } from '../server.ts';
import { language } from '../texts.ts';
import { sessionPath } from '../views.ts';
import { useAct } from './act.ts';
import { FileButton } from './file-button.tsx';
import { labelOf, t } from './texts.ts';

/** The password by which the LMS locks the quiz, and whether anybody took it without us. */
export function QuizLockPart({ examId }: { examId: ExamId }) {
  const params = { examId };
  const [password, setPassword] = useState('');
  const [compared, setCompared] = useState<Reply<'compareAttempts'> | null>(null);
  const { isBusy, act } = useAct();
  const keep = (next: string | null) =>
    void act(
      async () => {
        await call('setQuizPassword', { params, body: { password: next } });
        setPassword('');
      },
      t(next === null ? 'quiz_password_forgotten' : 'saved'),
    );
  const compare = (file: File) =>
    void act(async () =>
      setCompared(await call('compareAttempts', { params, body: { csv: await file.text() } })),
    );
  return (
    <fieldset class="settings-group">
      <legend>{t('group_lock')}</legend>
      <form
        class="admin-row"
        onSubmit={(event) => {
          event.preventDefault();
          keep(password);
        }}
      >
        <Field
          label={t('quiz_password')}
          hint={t('quiz_password_hint')}
          type="password"
          autocomplete="new-password"
          required
          maxLength={200}
          value={password}
          onInput={(e) => setPassword(e.currentTarget.value)}
        />
        <Button type="submit" busy={isBusy}>
          {t('quiz_password_save')}
        </Button>
        <Button busy={isBusy} onClick={() => keep(null)}>
          {t('quiz_password_forget')}
        </Button>
      </form>
      <FileButton label={t('compare_attempts')} accept=".csv,text/csv" onPick={compare} />
      {compared && <Compared value={compared} />}
    </fieldset>
  );
}

/** First what needs a look: attempts that no session covers. */
function Compared({ value: { attempts, withoutAttempt } }: { value: Reply<'compareAttempts'> }) {
  const open = attempts.filter(({ finding }) => finding !== 'covered');
  return (
    <div class="compared" role="status">
      <p>{t('compared', { covered: attempts.length - open.length, open: open.length })}</p>
      {open.length > 0 && (
        <table class="table">
          <tbody>
            {open.map(({ line, student, startedAt, finding, sessionId }) => (
              <tr key={line}>
                <th scope="row">{sessionId ? <a href={sessionPath(sessionId)}>{student}</a> : student}</th>
                <td>{startedAt === null ? '—' : formatDateTime(startedAt, language.value)}</td>
                <td>{labelOf('finding_', finding)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {withoutAttempt.length > 0 && (
        <>
          <p>{t('sessions_without_attempt', { count: withoutAttempt.length })}</p>
          <ul>
            {withoutAttempt.map(({ sessionId, student }) => (
              <li key={sessionId}>
                <a href={sessionPath(sessionId)}>{student}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
