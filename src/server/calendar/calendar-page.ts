import type { FastifyReply } from 'fastify';
import type { CalendarView } from '../../protocol/api/calendar.ts';
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

/** More would be a wall of buttons; the next ones come when these have passed. */
const MAX_SHOWN = 200;

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
  const places = slots
    .filter(({ free, startsAt }) => free > 0 && startsAt !== booking?.startsAt)
    .slice(0, MAX_SHOWN);
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
            places.length === 0
              ? html`<p>${t('noPlaces')}</p>`
              : form(
                  'book',
                  html`${places.map(
                    ({ startsAt }) =>
                      html`<button type="submit" name="startsAt" value="${startsAt}">
                        ${when(startsAt)}
                      </button>`,
                  )}`,
                ),
          ]),
      html`<div id="renew" hidden data-zone="${zone}" data-opens="${booking ? booking.opensAt - now : ''}">
        ${form('show', html``)}
      </div>`,
    ],
    html`<script type="module" src="/assets/calendar.js"></script>`,
  );
}
