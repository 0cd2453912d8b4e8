import { useSignal } from '@preact/signals';
import { CalendarCheck } from 'lucide';
import type { Booking } from '../../../protocol/booking.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { whenText } from '../exams/when.ts';
import { language } from '../state/account.ts';
import { t } from '../texts.ts';

interface Props {
  booking: Booking;
  canChange: boolean;
  busy: boolean;
  onCancel: () => void;
}

const momentText = (at: number): string => whenText({ startsAt: at, endsAt: null }, language.value, '');

export function OwnPlace({ booking, canChange, busy, onCancel }: Props) {
  const isAsking = useSignal(false);
  const when = whenText(booking, language.value, '');
  return (
    <Card isCurrent>
      <div class="stack">
        <p class="own-place">
          <Icon node={CalendarCheck} size={24} /> <strong>{t('places_booked', { when })}</strong>
        </p>
        <p>{t('places_opens', { when: momentText(booking.opensAt) })}</p>
        <p class="quiet">
          {canChange ? t('places_until', { when: momentText(booking.cancelBy) }) : t('places_too_late')}
        </p>
        {canChange && (
          <div class="row">
            <Button busy={busy} onClick={() => (isAsking.value = true)}>
              {t('places_cancel')}
            </Button>
          </div>
        )}
      </div>
      {isAsking.value && (
        <Dialog title={t('places_cancel_ask', { when })} onClose={() => (isAsking.value = false)}>
          <div class="stack">
            <p>{t('places_cancel_more')}</p>
            <div class="row">
              <Button
                look="danger"
                onClick={() => {
                  isAsking.value = false;
                  onCancel();
                }}
              >
                {t('places_cancel')}
              </Button>
              <Button onClick={() => (isAsking.value = false)}>{t('places_keep')}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </Card>
  );
}
