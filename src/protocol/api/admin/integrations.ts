import * as v from 'valibot';
import type { Route } from '../../api.ts';
import { integrationId } from '../../ids.ts';
import { epochMs, httpUrl, text } from './parts.ts';

const inIntegration = v.object({ integrationId });
/** It goes raw into a path in the LMS. */
const integrationName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/));
const address = v.optional(v.nullable(httpUrl), null);

export const integrationValues = v.object({
  /** Accounts that this LMS may name; empty = whatever it names. */
  accountNames: v.optional(v.pipe(v.array(text(255)), v.maxLength(100)), []),
  /** Null = found from the address the LMS gives at the start. */
  reviewUrl: address,
  scheduleUrl: address,
  warningUrl: address,
  agreementUrl: address,
  /** The LMS is told only verdicts that do not change. */
  finalStatusOnly: v.optional(v.boolean(), false),
  /** Whoever the LMS vouches for may see a session's record. */
  archiveLogin: v.optional(v.boolean(), true),
  enabled: v.optional(v.boolean(), true),
});
export type IntegrationValues = v.InferOutput<typeof integrationValues>;

/** What happened last, as it went. */
const lastTry = v.nullable(v.object({ at: epochMs, ok: v.boolean(), detail: v.string() }));
export const adminIntegration = v.object({
  id: integrationId,
  name: v.string(),
  ...integrationValues.entries,
  createdAt: epochMs,
  /** Secrets that are good now, newest first; the secrets themselves are never shown again. */
  secrets: v.array(v.object({ createdAt: epochMs, expiresAt: v.nullable(epochMs) })),
  lastStart: lastTry,
  lastFinish: lastTry,
  lastWebhook: lastTry,
  /** How much this LMS was to be told that waits for a person: see `unsettledMessages`. */
  unsettled: v.number(),
  /** What Moodle's settings page of the plugin asks for. */
  plugin: v.object({ examusUrl: v.string(), integrationName: v.string(), accountName: v.string() }),
});
export type AdminIntegration = v.InferOutput<typeof adminIntegration>;

export const connectionChecks = [
  'https',
  'port',
  'certificate',
  'clock',
  'reachable',
  'secret',
  'waiting',
] as const;
/** One thing that was looked at. `detail` is a name, a number or a date for the text that explains it. */
export const connectionCheck = v.object({
  check: v.picklist(connectionChecks),
  state: v.picklist(['good', 'warning', 'bad', 'unknown']),
  detail: v.string(),
});
export type ConnectionCheck = v.InferOutput<typeof connectionCheck>;

const secretOnce = v.object({
  integration: adminIntegration,
  /** At least 32 bytes; never shown again. */
  secret: v.string(),
});
export const integrationRoutes = {
  adminIntegrations: {
    method: 'GET',
    path: '/api/v1/admin/integrations',
    access: 'admin',
    summary: 'LMSs that start exams here',
    reply: v.object({ integrations: v.array(adminIntegration) }),
  },
  createIntegration: {
    method: 'POST',
    path: '/api/v1/admin/integrations',
    access: 'admin',
    summary: 'Make an integration; its secret is given once',
    body: v.object({ name: integrationName, ...integrationValues.entries }),
    reply: secretOnce,
  },
  putIntegration: {
    method: 'PUT',
    path: '/api/v1/admin/integrations/:integrationId',
    access: 'admin',
    summary: 'Change an integration. Its name stays: the LMS calls it',
    params: inIntegration,
    body: integrationValues,
    reply: adminIntegration,
  },
  rotateSecret: {
    method: 'POST',
    path: '/api/v1/admin/integrations/:integrationId/secret',
    access: 'admin',
    summary: 'A new secret, given once; the one before stays good for `overlapHours` (0 = it leaked)',
    params: inIntegration,
    body: v.object({
      overlapHours: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(24 * 30)), 24),
    }),
    reply: secretOnce,
  },
  testIntegration: {
    method: 'POST',
    path: '/api/v1/admin/integrations/:integrationId/test',
    access: 'admin',
    summary:
      'Looks at everything a connection needs: address, certificate, clock, secret, what waits to be sent',
    params: inIntegration,
    reply: v.object({ integration: adminIntegration, checks: v.array(connectionCheck) }),
  },
} as const satisfies Record<string, Route>;
