import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { type AdminExam, examValues, LONGER_THAN_HOURS } from '../../../protocol/api/admin/exams.ts';
import type { ExamId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { call } from '../server.ts';
import { examPath, examRoomPath } from '../views.ts';
import { useAct } from './act.ts';
import { ExamLmsPart } from './exam-lms-part.tsx';
import { ExamStudentsPart } from './exam-students-part.tsx';
import { Loaded } from './loaded.tsx';
import { QuizLockPart } from './quiz-lock-part.tsx';
import { SettingsForm } from './settings-form.tsx';
import { t } from './texts.ts';
import { useLoad } from './use-load.ts';

export function ExamPage({ id }: { id: string }) {
  const params = { examId: id as ExamId };
  const { load, reload } = useLoad((signal) => call('adminExam', { params }, { signal }), id);
  return (
    <Loaded load={load} onRetry={reload}>
      {(exam) => (
        <>
          <h1>{exam.name}</h1>
          {exam.integration && <Notice kind="info">{t('set_by_lms', { name: exam.integration })}</Notice>}
          <nav class="admin-row" aria-label={exam.name}>
            <a href={examRoomPath(exam.id)}>{t('to_room')}</a>
            <a href={examPath(exam.id, 'accommodations')}>{t('to_accommodations')}</a>
          </nav>
          <ExamStudentsPart examId={exam.id} />
          <QuizLockPart examId={exam.id} />
          <ExamForm key={exam.id} exam={exam} />
        </>
      )}
    </Loaded>
  );
}

function ExamForm({ exam }: { exam: AdminExam }) {
  const [draft, setDraft] = useState(exam);
  const { isBusy, act } = useAct();
  const { name, courseName, lms, settings } = draft;
  const checked = v.safeParse(examValues, { name, courseName, lms, settings });
  const errors = new Map(
    (checked.issues ?? []).map((issue) => [
      (v.getDotPath(issue) ?? '').replace(/^settings\./, ''),
      problemOf(issue),
    ]),
  );
  const save = async () => {
    if (checked.success)
      setDraft(await call('putExam', { params: { examId: exam.id }, body: checked.output }));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act(save, t('saved'));
      }}
    >
      <fieldset class="settings-group">
        <legend>{t('group_lms')}</legend>
        <Field
          label={t('name')}
          value={name}
          error={errors.get('name')}
          onInput={(e) => setDraft({ ...draft, name: e.currentTarget.value })}
        />
        <Field
          label={t('course')}
          value={courseName}
          onInput={(e) => setDraft({ ...draft, courseName: e.currentTarget.value })}
        />
        <ExamLmsPart lms={lms} errors={errors} onChange={(next) => setDraft({ ...draft, lms: next })} />
      </fieldset>
      <SettingsForm
        settings={settings}
        notEnforced={draft.notEnforced}
        errors={errors}
        onChange={(next) => setDraft({ ...draft, settings: next })}
      />
      <div class="save-bar">
        {errors.size > 0 && <span class="field-error">{t('mistakes', { count: errors.size })}</span>}
        <Button look="primary" type="submit" busy={isBusy} disabled={!checked.success}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}

/** What is wrong, in words: bounds are named, everything else is «not understood». */
function problemOf(issue: v.BaseIssue<unknown>): string {
  const bound = Object(issue)['requirement'] as unknown;
  if (issue.type === 'min_value') return t('at_least', { bound: String(bound) });
  if (issue.type === 'max_value') return t('at_most', { bound: String(bound) });
  if (issue.message === LONGER_THAN_HOURS) return t('longer_than_hours');
  if (v.getDotPath(issue) === 'settings.proctoringHours.weekdays') return t('choose_a_day');
  if (issue.type === 'check') return t('end_before_start');
  return t('not_understood');
}
