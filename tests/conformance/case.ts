import type { World } from './world.ts';

/** One row of the facts, played against the server. It fails by throwing. */
export interface Case {
  /** Area and what holds, e.g. `start/duplicates make one session`. */
  id: string;
  run: (world: World) => Promise<void>;
  /** Default: a minute. */
  timeoutMs?: number;
}
export interface CaseResult {
  id: string;
  ok: boolean;
  detail?: string;
  ms: number;
}

/** Names the cases of one area. */
export const casesOf = (area: string, cases: Record<string, Case['run']>): Case[] =>
  Object.entries(cases).map(([name, run]) => ({ id: `${area}/${name}`, run }));

const CASE_TIMEOUT_MS = 60_000;

export async function runCase(
  { id, run, timeoutMs = CASE_TIMEOUT_MS }: Case,
  world: World,
): Promise<CaseResult> {
  const startedAt = performance.now();
  const ms = () => Math.round(performance.now() - startedAt);
  const timeout = new AbortController();
  try {
    await Promise.race([
      run(world),
      new Promise<never>((_, reject) => {
        const timer = setTimeout(() => reject(new Error('took too long')), timeoutMs);
        timeout.signal.addEventListener('abort', () => clearTimeout(timer));
      }),
    ]);
    return { id, ok: true, ms: ms() };
  } catch (error) {
    return { id, ok: false, detail: error instanceof Error ? error.message : String(error), ms: ms() };
  } finally {
    timeout.abort();
  }
}
