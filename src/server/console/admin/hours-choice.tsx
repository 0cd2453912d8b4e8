import { type ProctoringHours, type Weekday, weekdays } from '../../../protocol/proctoring-hours.ts';
import { t } from './texts.ts';

interface Props {
  label: string;
  /** Null = round the clock. */
  value: ProctoringHours | null;
  onChange: (value: ProctoringHours | null) => void;
}

/** What is offered first. */
const usual: ProctoringHours = {
  from: '09:00',
  to: '18:00',
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
};

/** From when until when, and on which days. */
export function HoursChoice({ label, value, onChange }: Props) {
  const time = (hours: ProctoringHours, end: 'from' | 'to') => (
    <label>
      {t(`hours_${end}`)}
      <input
        type="time"
        required
        value={hours[end]}
        onInput={(event) => onChange({ ...hours, [end]: event.currentTarget.value })}
      />
    </label>
  );
  const toggle = (hours: ProctoringHours, day: Weekday, isOn: boolean) =>
    onChange({
      ...hours,
      weekdays: weekdays.filter((each) => (each === day ? isOn : hours.weekdays.includes(each))),
    });
  return (
    <fieldset class="setting-choice">
      <legend>{label}</legend>
      <label class="check-line">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={(event) => onChange(event.currentTarget.checked ? usual : null)}
        />
        {t('hours_only')}
      </label>
      {value !== null && (
        <>
          <div class="hours-line">
            {time(value, 'from')}
            {time(value, 'to')}
          </div>
          <div class="hours-line" role="group" aria-label={t('hours_days')}>
            {weekdays.map((day) => (
              <label key={day} class="check-line">
                <input
                  type="checkbox"
                  checked={value.weekdays.includes(day)}
                  onChange={(event) => toggle(value, day, event.currentTarget.checked)}
                />
                {t(`weekday_${day}`)}
              </label>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}
