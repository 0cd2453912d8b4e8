import * as v from 'valibot';
import type { Route } from '../../api.ts';
import { apiKeyId } from '../../ids.ts';
import { epochMs, text } from './parts.ts';

/** What a key may do is what a proctor or an administrator may do. */
export const keyRoles = ['proctor', 'admin'] as const;
/** How every key begins, so that a leaked one can be found. */
export const KEY_PREFIX = 'exk_';

export const apiKey = v.object({
  id: apiKeyId,
  name: v.string(),
  role: v.picklist(keyRoles),
  /** Its last letters. */
  hint: v.string(),
  createdAt: epochMs,
  createdBy: v.string(),
  expiresAt: v.nullable(epochMs),
  lastUsedAt: v.nullable(epochMs),
  revokedAt: v.nullable(epochMs),
});
export type ApiKey = v.InferOutput<typeof apiKey>;

export const keyRoutes = {
  adminKeys: {
    method: 'GET',
    path: '/api/v1/admin/keys',
    access: 'admin',
    summary: 'Keys of this API. Keys are made and revoked by people, in the console',
    reply: v.object({ keys: v.array(apiKey) }),
  },
  createKey: {
    method: 'POST',
    path: '/api/v1/admin/keys',
    access: 'admin',
    summary: 'Make a key; it is shown once. Not by a key',
    body: v.object({
      name: text(100),
      role: v.picklist(keyRoles),
      expiresAt: v.optional(v.nullable(epochMs), null),
    }),
    reply: v.object({ key: apiKey, secret: v.string() }),
  },
  revokeKey: {
    method: 'DELETE',
    path: '/api/v1/admin/keys/:keyId',
    access: 'admin',
    summary: 'Revoke a key. Not by a key',
    params: v.object({ keyId: apiKeyId }),
    reply: apiKey,
  },
} as const satisfies Record<string, Route>;
