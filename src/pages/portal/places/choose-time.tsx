import { useSignal } from '@preact/signals';
import type { CalendarView } from '../../../protocol/api/calendar.ts';
import { Button } from '../../../ui/button.tsx';
import { dayText, weekdayText } from '../../../ui/date-text.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { timeText, whenText, zoneText } from '../exams/when.ts';
import { language } from '../state/account.ts';
import { t } from '../texts.ts';
import { placesByDay, type Place } from '../../../shared/places-by-day.ts';

interface Props {
  calendar: CalendarView;
  busy: boolean;
  onTake: (startsAt: number) => void;
}

/** First the day, then the time; what is chosen is asked once more, since it may be final. */
export function ChooseTime({ calendar: { slots, booking }, busy, onTake }: Props) {
  const picked = useSignal<string | null>(null);
  const asked = useSignal<Place | null>(null);
  const days = placesByDay(slots, booking?.startsAt ?? null);
  const day = days.find(({ key }) => key === picked.value) ?? days[0];
  if (!day) return <p class="empty">{t('places_none')}</p>;
  const when = asked.value && whenText(asked.value, language.value, '');
  return (
    <section class="places">
      <h2>{t(booking ? 'places_move' : 'places_free')}</h2>
      <p class="quiet">{t('places_zone', { zone: zoneText(day.slots[0]!.startsAt) })}</p>
      <div class="place-days" role="group" aria-label={t('places_days')}>
        {days.map(({ key, slots: [first] }) => (
          <Button key={key} aria-pressed={key === day.key} onClick={() => (picked.value = key)}>
            <span>
              <small>{weekdayText(first!.startsAt, language.value)}</small>
              {dayText(first!.startsAt, language.value, { month: 'short' })}
            </span>
          </Button>
        ))}
      </div>
      <div class="place-times" role="group" aria-label={t('places_times')}>
        {day.slots.map((slot) => (
          <Button key={slot.startsAt} busy={busy} onClick={() => (asked.value = slot)}>
            <span>
              {timeText(slot.startsAt)}
              <small>{t('places_left', { count: slot.free })}</small>
            </span>
          </Button>
        ))}
      </div>
      {asked.value && (
        <Dialog
          title={t(booking ? 'places_move_ask' : 'places_take_ask', { when: when! })}
          onClose={() => (asked.value = null)}
        >
          <div class="row">
            <Button
              look="primary"
              onClick={() => {
                const { startsAt } = asked.value!;
                asked.value = null;
                onTake(startsAt);
              }}
            >
              {t(booking ? 'places_moved' : 'places_take')}
            </Button>
            <Button onClick={() => (asked.value = null)}>{t('cancel')}</Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
