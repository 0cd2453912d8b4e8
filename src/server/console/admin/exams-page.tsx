import { useState } from 'preact/hooks';
import { examSettings } from '../../../protocol/exam-settings.ts';
import * as v from 'valibot';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatDateTime } from '../format.ts';
import { navigate } from '../navigation.ts';
import { call } from '../server.ts';
import { language } from '../texts.ts';
import { useAct } from './act.ts';
import { Loaded } from './loaded.tsx';
import { labelOf, t } from './texts.ts';
import { useLoad } from './use-load.ts';

export function ExamsPage() {
  const { load, reload } = useLoad((signal) => call('adminExams', {}, { signal }));
  return (
    <>
      <h1>{t('section_exams')}</h1>
      <NewExam />
      <Loaded load={load} onRetry={reload}>
        {({ exams }) => (
          <div class="table-frame">
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{t('name')}</th>
                  <th scope="col">{t('set_mode')}</th>
                  <th scope="col">{t('set_startsAt')}</th>
                  <th scope="col">{t('who_may')}</th>
                </tr>
              </thead>
              <tbody>
                {exams.map((exam) => (
                  <tr key={exam.id}>
                    <th scope="row">
                      <a class="row-link" href={`/console/admin/exams/${exam.id}`}>
                        {exam.name}
                      </a>
                      <small class="quiet">{exam.courseName}</small>
                    </th>
                    <td>{labelOf('mode_', exam.mode)}</td>
                    <td class="moment">
                      {exam.startsAt === null ? '—' : formatDateTime(exam.startsAt, language.value)}
                    </td>
                    <td>
                      {exam.students === null ? t('who_all') : t('who_count', { count: exam.students })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </>
  );
}

function NewExam() {
  const [name, setName] = useState('');
  const [quizUrl, setQuizUrl] = useState('');
  const { isBusy, act } = useAct();
  const make = async () => {
    const lms = { quizUrl, patterns: [`${new URL(quizUrl).origin}/*`], adapter: 'generic' as const };
    const { retentionDays } = await call('adminInstitution', {});
    const settings = v.parse(examSettings, { retentionDays });
    const { id } = await call('createExam', { body: { name, lms, settings } });
    navigate(`/console/admin/exams/${id}`);
  };
  return (
    <form
      class="admin-row admin-row-wide"
      onSubmit={(event) => {
        event.preventDefault();
        void act(make);
      }}
    >
      <Field label={t('new_exam')} required value={name} onInput={(e) => setName(e.currentTarget.value)} />
      <Field
        label={t('quiz_url')}
        type="url"
        required
        placeholder="https://lms.example.edu/mod/quiz/view.php?id=1"
        value={quizUrl}
        onInput={(e) => setQuizUrl(e.currentTarget.value)}
      />
      <Button look="primary" type="submit" busy={isBusy}>
        {t('create')}
      </Button>
    </form>
  );
}
