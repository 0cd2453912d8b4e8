import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { ExamusError } from '../../protocol/errors.ts';
import { languages } from '../../protocol/language.ts';
import { peekToken } from '../auth/tokens.ts';
import type { Services } from '../context.ts';
import { answerSession } from '../integration/answer-session.ts';
import { letBeFramedBy } from '../integration/frame.ts';
import type { LmsLimits } from '../integration/lms-limits.ts';
import { sendBadStart, type Visit } from '../integration/start-pages.ts';
import { integrationTexts } from '../integration/texts.ts';
import { languageOf } from '../language.ts';
import { getInstitution, logoUrl } from '../store/institutions.ts';
import { book, type BookingRefusal, cancelBooking } from './bookings.ts';

const fields = v.object({
  ticket: v.pipe(v.string(), v.maxLength(200)),
  action: v.picklist(['show', 'book', 'cancel']),
  lang: v.optional(v.picklist(languages)),
  zone: v.optional(v.pipe(v.string(), v.maxLength(60)), ''),
  startsAt: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))),
});

/** `POST …/calendar/`: the buttons of the page that a start with `schedule` leads to. */
export function serveCalendar(app: FastifyInstance, services: Services, limits: LmsLimits): void {
  const { db, now } = services;
  app.post('/integration/simple/:name/calendar/', async (request, reply) => {
    const form = v.safeParse(fields, request.body);
    const language = (form.success ? form.output.lang : undefined) ?? languageOf(request);
    const visit: Visit = { request, reply, language };
    const ticket = form.success ? await peekToken(db, 'calendar', form.output.ticket, now()) : undefined;
    if (!form.success || !ticket?.sessionId) {
      await limits.refused(request);
      return sendBadStart(visit, 403);
    }
    await limits.shown(request, `calendar ${ticket.sessionId}`);
    const session = await db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', ticket.sessionId)
      .executeTakeFirstOrThrow();
    const { action, startsAt, zone } = form.output;
    const { institutionId, examId, personId } = session;
    const seat = { institutionId, examId, personId };
    let problem: string | null = null;
    try {
      if (action === 'book' && startsAt !== undefined) {
        if (session.phase === 'created') await book(services, seat, session.settings, startsAt);
      } else if (action === 'cancel') await cancelBooking(services, seat);
    } catch (error) {
      if (!(error instanceof ExamusError)) throw error;
      const { reason } = Object(error.details) as { reason?: BookingRefusal };
      if (reason !== undefined) problem = integrationTexts(language)(`refused_${reason}`);
    }
    const exam = await db
      .selectFrom('exams')
      .select(['name', 'courseName', 'lms'])
      .where('id', '=', examId)
      .executeTakeFirstOrThrow();
    // The start that led here may stand in a frame of the LMS.
    letBeFramedBy(reply, new URL(exam.lms.quizUrl).origin);
    const institution = await getInstitution(db, institutionId);
    const { name: institutionName, support } = institution;
    const { name } = request.params as { name: string };
    return answerSession(
      services,
      visit,
      session,
      {
        examName: exam.name,
        courseName: exam.courseName,
        institutionName,
        logoUrl: logoUrl(institution),
        support,
      },
      { integrationName: name, timeZone: isZone(zone) ? zone : null, problem },
    );
  });
}

function isZone(zone: string): boolean {
  try {
    return zone !== '' && Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
