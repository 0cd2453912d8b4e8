import type { FastifyReply } from 'fastify';
import type { CalendarView } from '../../protocol/api/calendar.ts';
import type { Language } from '../../protocol/language.ts';
import { type Day, placesByDay } from '../../shared/places-by-day.ts';
import { type Html, html } from '../html/html.ts';
import { type ExamFacts, sendExamPage, type Visit, whenText } from '../integration/start-pages.ts';
import { integrationTexts } from '../integration/texts.ts';

interface Asked {
  integrationName: string;
  ticket: string;
  timeZone: string | null;
  problem: string | null;
  /** They had a place and did not come. */
  isMissed: boolean;
}

/**
 * Where a student takes a place, gives it back and waits for it. `calendar.js` asks for the page anew in the student's
 * own time zone, and when the place opens.
 */
export function sendCalendarPage(
  visit: Visit,
  exam: ExamFacts,
  { booking, slots, now }: CalendarView,
  asked: Asked,
): FastifyReply {
  const { language } = visit;
  const t = integrationTexts(language);
  const zone = asked.timeZone ?? exam.support.timeZone;
  const when = (at: number) => whenText(at, zone, language);
  const form = (action: string, more: Html): Html =>
    html`<form method="post" action="/integration/simple/${asked.integrationName}/calendar/">
      <input type="hidden" name="ticket" value="${asked.ticket}" />
      <input type="hidden" name="action" value="${action}" />
      <input type="hidden" name="lang" value="${language}" />
      <input type="hidden" name="zone" value="${zone}" />
      ${more}
    </form>`;
  const canChange = booking === null || now <= booking.cancelBy;
  const days = placesByDay(slots, booking?.startsAt ?? null, zone);
  return sendExamPage(
    visit,
    exam,
    booking ? t('bookedTitle') : asked.isMissed ? t('missedTitle') : t('bookTitle'),
    [
      ...(asked.problem === null ? [] : [html`<p class="error" role="alert">${asked.problem}</p>`]),
      ...(asked.isMissed ? [html`<p class="notice">${t('missedText')}</p>`] : []),
      ...(booking
        ? [
            html`<p class="notice">${t('bookedText', { when: when(booking.startsAt) })}</p>
              <p>${t('bookedOpens', { when: when(booking.opensAt) })}</p>`,
            canChange
              ? form('cancel', html`<button type="submit">${t('cancelBooking')}</button>`)
              : html`<p class="quiet">${t('tooLateToChange')}</p>`,
          ]
        : []),
      ...(asked.isMissed || !canChange
        ? []
        : [
            html`<h2>${booking ? t('moveTitle') : t('placesTitle')}</h2>`,
            days.length === 0
              ? html`<p>${t('noPlaces')}</p>`
              : form('book', html`${days.map((day, index) => dayOf(day, index === 0, zone, language))}`),
          ]),
      html`<div id="renew" hidden data-zone="${zone}" data-opens="${booking ? booking.opensAt - now : ''}">
        ${form('show', html``)}
      </div>`,
    ],
    html`<script type="module" src="/assets/calendar.js"></script>`,
  );
}

/** One day that opens by itself, its places as buttons: no wall of them, and no script. */
function dayOf({ slots }: Day, isOpen: boolean, zone: string, language: Language): Html {
  const text = (at: number, style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...style }).format(at);
  return html`<details class="places" ${isOpen ? html`open` : html``}>
    <summary>${text(slots[0]!.startsAt, { weekday: 'long', day: 'numeric', month: 'long' })}</summary>
    ${slots.map(
      ({ startsAt }) =>
        html`<button type="submit" name="startsAt" value="${startsAt}">
          ${text(startsAt, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
        </button>`,
    )}
  </details>`;
}
