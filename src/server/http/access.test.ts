import { describe, expect, test } from 'vitest';
import type { Access } from '../../protocol/api.ts';
import type { Role } from '../../protocol/views.ts';
import { assertAccess } from './access.ts';
import type { Caller } from './caller.ts';

const person = (role: Role) => ({ kind: 'person', person: { role }, via: 'token', tokenHash: '' }) as Caller;
const callers: Record<string, Caller> = {
  anonymous: { kind: 'anonymous' },
  upload: { kind: 'upload' } as Caller,
  student: person('student'),
  proctor: person('proctor'),
  admin: person('admin'),
};

/** Who may do what: every access by every kind of caller. */
const allowed: Record<Access, string[]> = {
  public: ['anonymous', 'upload', 'student', 'proctor', 'admin'],
  upload: ['upload', 'student'],
  student: ['student'],
  proctor: ['proctor', 'admin'],
  admin: ['admin'],
  'signed-in': ['student', 'proctor', 'admin'],
};

describe.each(Object.keys(allowed) as Access[])('%s', (access) => {
  test.each(Object.keys(callers))('%s', (name) => {
    const attempt = () => assertAccess(access, callers[name]!);
    if (allowed[access].includes(name)) expect(attempt).not.toThrow();
    else
      expect(attempt).toThrow(
        expect.objectContaining({ code: name === 'anonymous' ? 'not_signed_in' : 'forbidden' }),
      );
  });
});
