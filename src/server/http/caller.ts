import type { Access } from '../../protocol/api.ts';
import type { InstitutionId, PersonId, SessionId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';

/** Who makes a request, as its bearer token or cookie says. */
export type Caller = AnonymousCaller | PersonCaller | UploadCaller;

export interface AnonymousCaller {
  kind: 'anonymous';
}
export interface PersonCaller {
  kind: 'person';
  person: Person;
  /** `key` = a key of the JSON API, which acts as a person of its own. */
  via: 'token' | 'cookie' | 'key';
  tokenHash: string;
  /** Set when an LMS vouched for them: they read that session and do nothing. */
  reading: Reading | null;
}
export interface Reading {
  sessionId: SessionId;
  /** Where the LMS wants them afterwards. */
  returnUrl: string | null;
}
/** The student's machine with a session's upload token, which outlives the login. */
export interface UploadCaller {
  kind: 'upload';
  sessionId: SessionId;
  personId: PersonId;
  institutionId: InstitutionId;
}

/** What a route's handler may be called by, after `access` was enforced. */
export type CallerOf<A extends Access> = A extends 'public'
  ? Caller
  : A extends 'upload'
    ? PersonCaller | UploadCaller
    : PersonCaller;
