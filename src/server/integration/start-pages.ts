import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language, Support } from '../../protocol/views.ts';
import { UNPACKED_EXTENSION_ID } from '../config.ts';
import { type Html, html } from '../html/html.ts';
import { sendPage } from '../html/page.ts';
import { integrationTexts } from './texts.ts';

/** Pages that a student sees who comes from an LMS. */
export interface Visit {
  request: FastifyRequest;
  reply: FastifyReply;
  language: Language;
}
export interface ExamFacts {
  examName: string;
  courseName: string;
  institutionName: string;
  /** Path on this server. */
  logoUrl: string | null;
  support: Support;
}

export function sendLaunchPage(
  { request, reply, language }: Visit,
  exam: ExamFacts,
  launch: { ticket: string; goodForMs: number; origin: string; extensionIds: readonly string[] },
): FastifyReply {
  const t = integrationTexts(language);
  const storeId = launch.extensionIds.find((id) => id !== UNPACKED_EXTENSION_ID);
  return sendPage(request, reply, {
    language,
    title: exam.examName,
    head: html`<meta name="examus-server" content="${launch.origin}" />
      <meta name="examus-launch" content="${launch.ticket}" />
      <meta name="examus-launch-ms" content="${launch.goodForMs}" />
      <meta name="examus-extensions" content="${launch.extensionIds.join(' ')}" />
      <script type="module" src="/assets/launch.js"></script>`,
    main: html`${examHead(exam)}
      <p>${t('launchLead')}</p>
      <div role="status">
        <p data-step="connecting" class="notice">${t('connecting')}</p>
        <section data-step="install" hidden>
          <h2>${t('installTitle')}</h2>
          <ol>
            <li>
              ${t('installStep')}
              ${storeId === undefined ? null : html`<br /><a href="https://chromewebstore.google.com/detail/${storeId}" target="_blank" rel="noreferrer">${t('storeLink')}</a>`}
            </li>
            <li>${t('stayStep')}</li>
            <li>${t('iconStep')}</li>
          </ol>
        </section>
        <section data-step="taken" hidden>
          <h2>${t('takenTitle')}</h2>
          <p>${t('takenText')}</p>
        </section>
        <section data-step="expired" hidden>
          <h2>${t('expiredTitle')}</h2>
          <p>${t('expiredText')}</p>
        </section>
      </div>
      <noscript><p class="notice">${t('noScript')}</p></noscript>
      ${supportLine(exam, language)}`,
  });
}

export function sendFinishedPage(visit: Visit, exam: ExamFacts, finishUrl: string | null): FastifyReply {
  const t = integrationTexts(visit.language);
  return sendExamPage(visit, exam, t('finishedTitle'), [
    html`<p>${t('finishedText')}</p>`,
    ...(finishUrl === null ? [] : [html`<p><a class="button" href="${finishUrl}">${t('backToLms')}</a></p>`]),
  ]);
}

/** The exam's own times (`schedule: false`) say no. */
export function sendNotAvailablePage(
  visit: Visit,
  exam: ExamFacts,
  { startsAt, endsAt, now }: { startsAt: number | null; endsAt: number | null; now: number },
): FastifyReply {
  const t = integrationTexts(visit.language);
  const isEarly = startsAt !== null && now < startsAt;
  const when = (at: number | null) => whenText(at ?? now, exam.support.timeZone, visit.language);
  return sendExamPage(visit, exam, t('notAvailableTitle'), [
    html`<p>${isEarly ? t('notYet', { when: when(startsAt) }) : t('noMore', { when: when(endsAt) })}</p>`,
  ]);
}

/** A page of one exam with a heading and some lines. */
export function sendExamPage(
  { request, reply, language }: Visit,
  exam: ExamFacts,
  title: string,
  lines: Html[],
  head?: Html,
): FastifyReply {
  return sendPage(request, reply, {
    language,
    title: `${title} · ${exam.examName}`,
    ...(head === undefined ? {} : { head }),
    main: html`<h1>${title}</h1>
      <p>${exam.examName}<br /><span class="quiet">${placeOf(exam)}</span></p>
      ${lines} ${supportLine(exam, language)}`,
  });
}

/** Tells a stranger nothing of what was wrong: whoever may know finds it in "Test this connection". */
export function sendBadStart({ request, reply, language }: Visit, status: number): FastifyReply {
  const t = integrationTexts(language);
  return sendPage(request, reply, {
    language,
    status,
    title: t('badStartTitle'),
    main: html`<h1>${t('badStartTitle')}</h1>
      <p class="error" role="alert">${t('badStart')}</p>`,
  });
}

const examHead = (exam: ExamFacts): Html =>
  html`${exam.logoUrl === null ? null : html`<img src="${exam.logoUrl}" height="40" alt="" />`}
    <h1>${exam.examName}</h1>
    <p class="quiet">${placeOf(exam)}</p>`;

const placeOf = ({ courseName, institutionName }: ExamFacts): string =>
  [courseName, institutionName].filter(Boolean).join(' · ');

const supportLine = ({ support }: ExamFacts, language: Language): Html =>
  html`<p class="quiet">${integrationTexts(language)('supportLine', { ...support })}</p>`;

/** A time in words, with its zone: `понедельник, 23 ноября 2026 г. в 15:00 (GMT+5)`. */
export function whenText(at: number, timeZone: string, language: Language): string {
  const format = (zone: string) =>
    new Intl.DateTimeFormat(language, {
      timeZone: zone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    }).format(at);
  try {
    return format(timeZone);
  } catch {
    return format('UTC');
  }
}
