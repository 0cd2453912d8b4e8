import { useId, useState } from 'preact/hooks';
import type { Accommodation, Breaks } from '../../../protocol/accommodation.ts';
import type { Reply } from '../../../protocol/api.ts';
import { MAX_SUBJECT_LENGTH } from '../../../protocol/api/review.ts';
import type { ExamId } from '../../../protocol/ids.ts';
import { detectableTypes, type WarningType } from '../../../protocol/warnings.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { NumberField } from '../../../ui/number-field.tsx';
import { announce } from '../announce.tsx';
import { Failure } from '../failure.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';

type Listed = Reply<'accommodations'>;
interface Props {
  examId: ExamId;
  students: Listed['students'];
  /** Null = somebody new. */
  before: Listed['granted'][number] | null;
  onClose: () => void;
  onDone: () => void;
}

const BREAK_MINUTES = 10;
const nothing: Accommodation = { extraMinutes: 0, disabledDetectors: [], widenBy: 1 };

export function AccommodationForm({ examId, students, before, onClose, onDone }: Props) {
  const [subject, setSubject] = useState(before?.subject ?? '');
  const [granted, setGranted] = useState(before?.accommodation ?? nothing);
  const [note, setNote] = useState(before?.note ?? '');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const id = useId();
  const change = (by: Partial<Accommodation>) => setGranted((now) => ({ ...now, ...by }));
  const changeBreaks = (by: Partial<Breaks>) =>
    change({ breaks: { count: 0, minutes: BREAK_MINUTES, ...granted.breaks, ...by } });
  const toggle = (type: WarningType, isOff: boolean) =>
    change({
      disabledDetectors: [
        ...granted.disabledDetectors.filter((each) => each !== type),
        ...(isOff ? [type] : []),
      ],
    });
  const keep = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    const params = { examId, subject: subject.trim() };
    call('grantAccommodation', { params, body: { accommodation: granted, note: note.trim() } }).then(
      () => {
        announce(t('granted_kept'));
        onDone();
        onClose();
      },
      (failure: unknown) => {
        setError(failure);
        setBusy(false);
      },
    );
  };
  return (
    <Dialog title={before ? (before.name ?? before.subject) : t('granted_add')} onClose={onClose}>
      <form class="dialog-form" onSubmit={keep}>
        {!before && (
          <>
            <Field
              label={t('granted_subject')}
              list={`${id}-students`}
              required
              maxLength={MAX_SUBJECT_LENGTH}
              value={subject}
              onInput={(event) => setSubject(event.currentTarget.value)}
            />
            <datalist id={`${id}-students`}>
              {students.map((student) => (
                <option key={student.subject} value={student.subject}>
                  {student.name ?? ''}
                </option>
              ))}
            </datalist>
          </>
        )}
        <div class="granted-numbers">
          <NumberField
            label={t('granted_extra_label')}
            min={0}
            max={600}
            value={granted.extraMinutes}
            onValue={(extraMinutes) => change({ extraMinutes })}
          />
          <NumberField
            label={t('granted_widen_label')}
            min={1}
            max={10}
            step={0.5}
            value={granted.widenBy}
            onValue={(widenBy) => change({ widenBy })}
          />
          <NumberField
            label={t('granted_breaks_label')}
            min={0}
            max={20}
            value={granted.breaks?.count ?? 0}
            onValue={(count) => changeBreaks({ count })}
          />
          <NumberField
            label={t('granted_break_minutes_label')}
            min={1}
            max={60}
            value={granted.breaks?.minutes ?? BREAK_MINUTES}
            onValue={(minutes) => changeBreaks({ minutes })}
          />
        </div>
        <fieldset class="granted-detectors">
          <legend>{t('granted_detectors_label')}</legend>
          {detectableTypes.map((type) => (
            <label key={type}>
              <input
                type="checkbox"
                checked={granted.disabledDetectors.includes(type)}
                onChange={(event) => toggle(type, event.currentTarget.checked)}
              />{' '}
              {t(`warning_${type}`)}
            </label>
          ))}
        </fieldset>
        <label class="field" for={`${id}-note`}>
          {t('granted_note_label')}
        </label>
        <textarea
          id={`${id}-note`}
          rows={2}
          maxLength={2000}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        {error !== null && <Failure error={error} />}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" busy={isBusy}>
            {t('granted_keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
