import type { SessionDetail } from '../../../protocol/api.ts';
import type { Judgement } from '../../../protocol/score.ts';
import { complain } from '../announce.tsx';
import { call } from '../server.ts';
import type { Finding } from './findings.ts';
import { withJudged } from './merge.ts';
import type { SessionStore } from './session-store.ts';

type Said = { judgement?: Judgement | null; note?: string };

/**
 * Says of a finding what a reviewer pressed. Shown at once, so that the next key need not wait; what the server answers
 * replaces it, and a refusal brings the true state back.
 */
export function sayOf(store: SessionStore, finding: Finding, said: Said): void {
  const now = store.detail.peek();
  if (now.state !== 'ready') return;
  const detail = now.value;
  const warningIds = finding.warnings.map(({ id }) => id);
  store.accept(withSaid(detail, new Set<string>(warningIds), said));
  call('judge', { params: { sessionId: detail.id }, body: { warningIds, ...said } }).then(
    (judged) => {
      const latest = store.detail.peek();
      if (latest.state === 'ready') store.accept(withJudged(latest.value, judged));
    },
    (error: unknown) => {
      complain(error);
      void store.reload();
    },
  );
}

const withSaid = (detail: SessionDetail, ids: ReadonlySet<string>, said: Said): SessionDetail => ({
  ...detail,
  warnings: detail.warnings.map((warning) => (ids.has(warning.id) ? { ...warning, ...said } : warning)),
});
