import type { CheckId, CheckResult } from '../../../protocol/check.ts';
import { type Check, type CheckContext, bad } from './check.ts';

export type CheckState =
  | { state: 'waiting' | 'running' }
  /** What it needs is not there: to say it failed too would only hide the cause. */
  | { state: 'skipped' }
  | { state: 'done'; result: CheckResult };

/** Each gives up after this long, with its reason (journey rule 1). */
const TIMEOUT_MS = 20_000;

/** A check and all that hang on it. */
export function dependentsOf(id: CheckId, checks: readonly Check[]): Set<CheckId> {
  const found = new Set([id]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const check of checks) if (check.needs?.some((need) => found.has(need))) found.add(check.id);
  }
  return found;
}

interface Options {
  onChange: (id: CheckId, state: CheckState) => void;
  signal: AbortSignal;
  timeoutMs?: number;
  /** Of checks that are not made again, for those that need them. */
  known?: readonly CheckResult[];
}

/** Runs all checks, each as soon as what it needs is good. Answers the results of those that ran, in order. */
export async function runChecks(
  checks: readonly Check[],
  context: CheckContext,
  { onChange, signal, timeoutMs = TIMEOUT_MS, known = [] }: Options,
): Promise<CheckResult[]> {
  const started = new Map<CheckId, Promise<CheckResult | null>>();
  const isGood = async (id: CheckId) =>
    ((await started.get(id)) ?? known.find((result) => result.id === id))?.ok === true;

  async function runOne(check: Check): Promise<CheckResult | null> {
    onChange(check.id, { state: 'waiting' });
    // Those further down the list are not started yet.
    await Promise.resolve();
    const needs = await Promise.all((check.needs ?? []).map(isGood));
    if (needs.includes(false)) {
      onChange(check.id, { state: 'skipped' });
      return null;
    }
    signal.throwIfAborted();
    onChange(check.id, { state: 'running' });
    const result = await withLimit(check, context, signal, timeoutMs);
    signal.throwIfAborted();
    onChange(check.id, { state: 'done', result });
    return result;
  }

  // A turn later, when all are listed: a check may need one that comes after it (face needs detection).
  for (const check of checks) started.set(check.id, Promise.resolve(check).then(runOne));
  const results = await Promise.all(started.values());
  return results.filter((result) => result !== null);
}

async function withLimit(
  check: Check,
  context: CheckContext,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<CheckResult> {
  const limit = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, limit]);
  const over = new Promise<never>((_, reject) => {
    either.addEventListener('abort', () => reject(either.reason as Error), { once: true });
  });
  try {
    return await Promise.race([check.run(context, either), over]);
  } catch (error) {
    if (limit.aborted) return bad(check.id, 'timeout');
    return bad(check.id, 'failed', error instanceof Error ? error.message : String(error));
  }
}
