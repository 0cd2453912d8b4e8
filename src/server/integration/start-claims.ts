import { readHttpUrl, readText } from './read-claim.ts';
import { type ClaimedSettings, settingsOf } from './claims-to-settings.ts';

/** What `start` must know besides the settings; everything else of the claims may be missing. */
export interface StartClaims {
  sessionId: string;
  sessionUrl: string;
  finishUrl: string | null;
  accountId: string;
  accountName: string;
  examId: string;
  examName: string;
  courseName: string;
  userId: string;
  /** Family name first, as it stands in documents. */
  userName: string;
  email: string | null;
  /** As Moodle names it, e.g. `zh-cn`. */
  language: string | null;
  settings: ClaimedSettings;
  /** What is kept of them as they came: nothing that signs in or that the session does not need. */
  kept: Record<string, unknown>;
}

/** Lengths of the documented API. */
const max = { id: 255, sessionId: 230, examName: 500, courseName: 450, url: 4000 } as const;
/** Signs in, identifies beyond need, or is kept in a column of its own. */
const notKept = ['sessionUrl', 'sessionFinishUrl', 'token', 'exp', 'iat', 'nbf', 'jti', 'email'];

/** Null when the session, its address, the exam or the student is not named: nothing can be started. */
export function readStartClaims(claims: Record<string, unknown>): StartClaims | null {
  const sessionId = readText(claims['sessionId'], 1000);
  const sessionUrl = readHttpUrl(claims['sessionUrl'], max.url);
  const examId = readText(claims['examId'], max.id);
  const userId = readText(claims['userId'], max.id);
  if (!sessionId || sessionId.length > max.sessionId || !sessionUrl || !examId || !userId) return null;
  const names = ['lastName', 'firstName', 'thirdName'].map((name) => readText(claims[name], max.id));
  return {
    sessionId,
    sessionUrl,
    finishUrl: readHttpUrl(claims['sessionFinishUrl'], max.url) ?? null,
    examId,
    userId,
    ...accountOf(claims),
    ...examNamesOf(claims),
    userName: names.filter(Boolean).join(' ').slice(0, 200).toWellFormed() || userId.slice(0, 200),
    email: readText(claims['email'], 320) || null,
    language: readText(claims['language'], 20) || null,
    settings: settingsOf(claims),
    kept: keptOf(claims),
  };
}

export const accountOf = (claims: Record<string, unknown>) => ({
  accountId: readText(claims['accountId'], max.id) ?? '',
  accountName: readText(claims['accountName'], max.id) ?? '',
});
export const examNamesOf = (claims: Record<string, unknown>) => ({
  examName: readText(claims['examName'], max.examName) || (readText(claims['examId'], max.id) ?? ''),
  courseName: readText(claims['courseName'], max.courseName) ?? '',
});

function keptOf(claims: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(claims).filter(([name]) => !notKept.includes(name));
  return storable(
    Object.fromEntries(
      kept.map(([name, value]) =>
        name === 'biometricIdentification' || name === 'preliminaryCheck'
          ? [name, withoutPerson(value)]
          : [name, value],
      ),
    ),
  );
}

/** The photo's address holds an access token; the numbers of registers are nobody's business here. */
function withoutPerson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { photo_url: _photo, esia_oid: _oid, hash_snils: _snils, ...rest } = value as Record<string, unknown>;
  return rest;
}

/** What the database's JSON can hold (no NUL, no half of a surrogate pair). */
const storable = (value: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify(value)
      .replaceAll(String.raw`\u0000`, '')
      .toWellFormed(),
  ) as Record<string, unknown>;
