import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { takeEntries } from './take-entries.ts';

export const journalHandlers = (services: Services): Pick<Handlers, 'appendJournal'> => ({
  appendJournal: ({ input }) => takeEntries(services, input.params.sessionId, input.body.entries),
});
