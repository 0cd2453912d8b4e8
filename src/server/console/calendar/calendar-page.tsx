import { useEffect } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import { dayText } from '../../../ui/date-text.ts';
import { useLoad } from '../admin/use-load.ts';
import { Failure } from '../failure.tsx';
import { formatClock } from '../format.ts';
import { call } from '../server.ts';
import { language, t } from '../texts.ts';
import { calendarPath, examRoomPath } from '../views.ts';
import { isoDay, weekOf } from './week.ts';

type Slot = Reply<'consoleCalendar'>['slots'][number];

/** Who comes when: a week of the exams that are the proctor's. */
export function CalendarPage({ day }: { day: string | undefined }) {
  const week = weekOf(day, Date.now());
  const query = { from: String(week.from), to: String(week.to) };
  const { load, reload } = useLoad(
    (signal) => call('consoleCalendar', { query }, { signal }),
    String(week.from),
  );
  useEffect(() => {
    document.title = `${t('calendar_title')} · Examus`;
  });
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <main class="sessions calendar">
      <div class="calendar-head">
        <h1>{t('calendar_week', { day: dayText(week.from, language.value, { month: 'long' }) })}</h1>
        <nav class="calendar-weeks" aria-label={t('calendar_title')}>
          <a class="button button-secondary" href={calendarPath(week.before)}>
            {t('calendar_earlier')}
          </a>
          <a class="button button-secondary" href={calendarPath()}>
            {t('calendar_this')}
          </a>
          <a class="button button-secondary" href={calendarPath(week.after)}>
            {t('calendar_later')}
          </a>
        </nav>
      </div>
      <p class="quiet">{t('calendar_zone', { zone: timeZone })}</p>
      {load.state === 'loading' && <p role="status">{t('loading')}</p>}
      {load.state === 'failed' && <Failure error={load.error} onRetry={reload} />}
      {load.state === 'ready' && <Days slots={load.value.slots} />}
    </main>
  );
}

function Days({ slots }: { slots: Slot[] }) {
  if (slots.length === 0) {
    return (
      <div class="empty">
        <p>{t('calendar_empty')}</p>
      </div>
    );
  }
  const days = Map.groupBy(slots, ({ startsAt }) => isoDay(new Date(startsAt)));
  return [...days].map(([key, ofDay]) => <Day key={key} slots={ofDay} />);
}

const Day = ({ slots }: { slots: Slot[] }) => (
  <section class="calendar-day">
    <h2>{dayText(slots[0]!.startsAt, language.value, { month: 'long' })}</h2>
    <div class="table-frame">
      <table class="table">
        <tbody>
          {slots.map(({ examId, examName, startsAt, endsAt, capacity, students }) => (
            <tr key={`${startsAt} ${examId}`}>
              <td class="moment">
                {formatClock(startsAt, language.value)}–{formatClock(endsAt, language.value)}
              </td>
              <th scope="row">
                <a href={examRoomPath(examId)}>{examName}</a>
              </th>
              <td class="moment">{t('calendar_taken', { taken: students.length, capacity })}</td>
              <td>{students.map(({ name }) => name).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
