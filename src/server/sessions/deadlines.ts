import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../context.ts';
import { changeSession, type SessionChange } from './change-session.ts';
import { giveDowntimeBack, noteUp } from './downtime.ts';
import { dueEvent, type DueEvent } from './due-event.ts';
import { languageOfStudent } from './language-of-student.ts';
import { sessionTexts } from './session-texts.ts';

const SWEEP_MS = 2000;
/** A sweep this late means that the process stood still (machine asleep, disk stuck): it heard nobody meanwhile. */
const STOOD_STILL_MS = 15_000;
const watchedPhases = ['awaiting_admission', 'running', 'paused', 'interrupted', 'finishing'] as const;

/** Applies what time alone makes of sessions, from the start until `signal` aborts. */
export function startDeadlines(services: Services, signal: AbortSignal): void {
  void sweepForEver(services, signal);
}

async function sweepForEver(services: Services, signal: AbortSignal): Promise<void> {
  let upSince = services.now();
  let sweptAt = upSince;
  let isDowntimeGiven = false;
  while (!signal.aborted) {
    const now = services.now();
    if (now - sweptAt > STOOD_STILL_MS) upSince = now;
    sweptAt = now;
    try {
      // Before any deadline: what ran out while we were down has not run out.
      if (!isDowntimeGiven) await giveDowntimeBack(services);
      isDowntimeGiven = true;
      await noteUp(services.db, now);
      await sweepOnce(services, upSince);
    } catch (error) {
      // The database may be away for a while; what is due stays due, but nobody could be heard.
      upSince = services.now();
      services.log.warn({ err: error }, 'deadlines could not be looked at');
    }
    await pause(SWEEP_MS, undefined, { signal, ref: false }).catch(() => {});
  }
}

/** Safe on several servers at once: what is due is decided again under the row's lock. */
export async function sweepOnce(services: Services, upSince: number): Promise<void> {
  const watched = await services.db
    .selectFrom('sessions')
    .select(['id', 'state', 'plan', 'settings', 'lastContactAt'])
    .where('phase', 'in', [...watchedPhases])
    .execute();
  const now = services.now();
  for (const session of watched) {
    if (dueEvent(session, now, upSince) === null) continue;
    try {
      await changeSession(services, session.id, async (change) => {
        const due = dueEvent(change.session, change.now, upSince);
        if (due) await applyDue(change, due);
      });
    } catch (error) {
      // One session that cannot be changed must not keep the others from their deadlines.
      services.log.error({ err: error, sessionId: session.id }, 'a deadline could not be applied');
    }
  }
}

async function applyDue(change: SessionChange, { event, what }: DueEvent): Promise<void> {
  const outcome = await change.offer(event, { what, personId: null });
  if (outcome !== 'applied') return;
  if (what === 'admission_offline') {
    const { plan, settings } = change.session;
    change.set({
      plan: { ...plan, mode: 'offline' },
      settings: { ...settings, mode: 'offline' },
      proctorMessage: sessionTexts(await languageOfStudent(change))('admission_offline'),
    });
  }
  if (what === 'admission_rescheduled') {
    change.set({ proctorMessage: sessionTexts(await languageOfStudent(change))('admission_rescheduled') });
  }
}
