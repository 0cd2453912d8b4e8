import type { SessionDetail } from '../../../protocol/api.ts';
import { announce, complain } from '../announce.tsx';
import { navigate } from '../navigation.ts';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { sessionPath } from '../views.ts';

/** Goes to another finished session of the exam that waits for this person's verdict; says so when there is none left. */
export function goOnward(detail: SessionDetail): void {
  const query = { examId: detail.examId, phase: 'over', review: 'mine' } as const;
  call('consoleSessions', { query }).then(({ sessions }) => {
    // Round the list from here on, so that those put off come last.
    const here = sessions.findIndex(({ createdAt }) => createdAt < detail.createdAt);
    const order = here < 0 ? sessions : [...sessions.slice(here), ...sessions.slice(0, here)];
    const next = order.find(({ id }) => id !== detail.id);
    if (next) navigate(sessionPath(next.id));
    else announce(t('nothing_onward'));
  }, complain);
}
