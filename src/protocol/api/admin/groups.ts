import * as v from 'valibot';
import type { Route } from '../../api.ts';
import { groupId } from '../../ids.ts';
import { subject, text } from './parts.ts';

const inGroup = v.object({ groupId });
export const groupValues = v.object({
  name: text(200),
  /** User names or e-mails. */
  members: v.pipe(v.array(subject), v.maxLength(20_000)),
});
export const groupHead = v.object({ id: groupId, name: v.string(), memberCount: v.number() });
export type GroupHead = v.InferOutput<typeof groupHead>;
export const group = v.object({ id: groupId, ...groupValues.entries });

export const groupRoutes = {
  adminGroups: {
    method: 'GET',
    path: '/api/v1/admin/groups',
    access: 'admin',
    summary: 'Groups of people',
    reply: v.object({ groups: v.array(groupHead) }),
  },
  createGroup: {
    method: 'POST',
    path: '/api/v1/admin/groups',
    access: 'admin',
    summary: 'Make a group',
    body: groupValues,
    reply: group,
  },
  adminGroup: {
    method: 'GET',
    path: '/api/v1/admin/groups/:groupId',
    access: 'admin',
    summary: 'One group with its members',
    params: inGroup,
    reply: group,
  },
  putGroup: {
    method: 'PUT',
    path: '/api/v1/admin/groups/:groupId',
    access: 'admin',
    summary: 'Change a group',
    params: inGroup,
    body: groupValues,
    reply: group,
  },
  deleteGroup: {
    method: 'DELETE',
    path: '/api/v1/admin/groups/:groupId',
    access: 'admin',
    summary: 'Delete a group that no exam names',
    params: inGroup,
    reply: v.object({}),
  },
} as const satisfies Record<string, Route>;
