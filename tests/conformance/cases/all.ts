import type { Case } from '../case.ts';
import { outboxCases } from './outbox.ts';
import { reviewCases } from './review.ts';
import { archiveCases, securityCases } from './security.ts';
import { examCases, finishCases, slowFinish, statusCases } from './server-calls.ts';
import { startClaims } from './start-claims.ts';
import { slowStart, startDecisions } from './start-decisions.ts';

export const quickCases: Case[] = [
  ...startClaims,
  ...startDecisions,
  ...finishCases,
  ...statusCases,
  ...examCases,
  ...archiveCases,
  ...reviewCases,
  ...outboxCases,
  ...securityCases,
];
/** Seconds each: left out where every test runs. */
export const slowCases: Case[] = [...slowFinish, ...slowStart].map((one) => ({ ...one, timeoutMs: 300_000 }));
