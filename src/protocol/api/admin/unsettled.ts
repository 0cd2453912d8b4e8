import * as v from 'valibot';
import type { Route } from '../../api.ts';
import { integrationId, sessionId } from '../../ids.ts';
import { epochMs } from './parts.ts';

/** What a person says of a message that nobody knows the fate of. */
export const settlements = ['again', 'arrived', 'drop'] as const;

/** Something that an LMS was to be told and that waits for a person. */
export const unsettledMessage = v.object({
  id: v.number(),
  /** `asks`: it may have arrived, and a booking told twice is moved. `failed`: two days of tries came to nothing. */
  state: v.picklist(['asks', 'failed']),
  kind: v.picklist(['review', 'schedule', 'warning', 'agreement']),
  /** Of a `schedule`. */
  event: v.nullable(v.picklist(['scheduled', 'canceled'])),
  /** Of a `schedule`: when the place begins. */
  startsAt: v.nullable(epochMs),
  sessionId,
  studentName: v.string(),
  examName: v.string(),
  /** When it became true. */
  createdAt: epochMs,
  /** When trying ended. */
  endedAt: v.nullable(epochMs),
  tries: v.number(),
  /** The LMS's last answer, or why there was none. */
  problem: v.string(),
});
export type UnsettledMessage = v.InferOutput<typeof unsettledMessage>;

export const unsettledRoutes = {
  unsettledMessages: {
    method: 'GET',
    path: '/api/v1/admin/integrations/:integrationId/unsettled',
    access: 'admin',
    summary: 'What this LMS was to be told and a person has to decide about, oldest first, at most 500',
    params: v.object({ integrationId }),
    reply: v.object({ messages: v.array(unsettledMessage) }),
  },
  settleMessage: {
    method: 'POST',
    path: '/api/v1/admin/integrations/:integrationId/unsettled/:outboxId',
    access: 'admin',
    summary:
      'Send it again, say that it arrived, or drop it. Bookings of that session that wait go on afterwards',
    params: v.object({
      integrationId,
      outboxId: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
    }),
    body: v.object({ act: v.picklist(settlements) }),
    reply: v.object({ messages: v.array(unsettledMessage) }),
  },
} as const satisfies Record<string, Route>;
