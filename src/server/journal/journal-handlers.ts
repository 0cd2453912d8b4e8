import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { sessionView } from '../sessions/session-view.ts';
import { appendJournal } from './append-journal.ts';
import { openEntry } from './open-entry.ts';

export function journalHandlers(services: Services): Pick<Handlers, 'appendJournal'> {
  return {
    async appendJournal({ input }) {
      const { sessionId } = input.params;
      const entries = input.body.entries.map((entry) => openEntry(services.sealKeys, sessionId, entry));
      const acknowledged = await appendJournal(services, sessionId, entries);
      return { acknowledged, session: await sessionView(services.db, sessionId, services.now()) };
    },
  };
}
