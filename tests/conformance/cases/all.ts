import type { Case } from '../case.ts';
import { outboxCases, slowOutbox } from './outbox.ts';
import { reviewCases } from './review.ts';
import { archiveCases, securityCases } from './security.ts';
import { examCases, finishCases, restartCases, slowFinish, statusCases } from './server-calls.ts';
import { startClaims } from './start-claims.ts';
import { moreReviewCases, replayCases, runningStatusCases, secretCases, webhookCases } from './webhooks.ts';
import { scheduleCases } from './schedule.ts';
import { slowStart, startDecisions } from './start-decisions.ts';

export const quickCases: Case[] = [
  ...startClaims,
  ...startDecisions,
  ...finishCases,
  ...restartCases,
  ...statusCases,
  ...examCases,
  ...archiveCases,
  ...reviewCases,
  ...moreReviewCases,
  ...webhookCases,
  ...scheduleCases,
  ...outboxCases,
  ...secretCases,
  ...replayCases,
  ...runningStatusCases,
  ...securityCases,
];
/** Seconds each: left out where every test runs. */
export const slowCases: Case[] = [...slowFinish, ...slowOutbox, ...slowStart].map((one) => ({
  ...one,
  timeoutMs: 300_000,
}));
