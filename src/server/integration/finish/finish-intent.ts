import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { integrationId } from '../../../protocol/ids.ts';

/** An LMS said that a student is done. */
export const finishIntent = v.object({
  integrationId,
  lmsSessionId: v.string(),
  /** Where the LMS wants the student afterwards; null = as it said before. */
  finishUrl: v.nullable(v.string()),
  at: v.number(),
});
export type FinishIntent = v.InferOutput<typeof finishIntent>;

/** The same finish once more has the same name. */
export const nameOfIntent = ({ integrationId, lmsSessionId }: FinishIntent): string =>
  createHash('sha256').update(`${integrationId} ${lmsSessionId}`).digest('hex');
