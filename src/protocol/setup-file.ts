import * as v from 'valibot';
import { examSettings, lmsTarget } from './exam-settings.ts';
import { timeZone } from './time-zone.ts';
import { roles } from './views.ts';

const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const isoTime = v.pipe(
  v.string(),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'not an ISO 8601 time'),
  v.transform((value) => Date.parse(value)),
);

/**
 * Institution set-up file (`--setup FILE`): applied at start, matched by slug, key and user name, so that applying
 * it again changes nothing. Times are ISO 8601.
 */
export const setupFile = v.object({
  institutions: v.array(
    v.object({
      slug: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,50}$/)),
      name: text(200),
      passwordResetUrl: v.optional(v.nullable(v.pipe(v.string(), v.url())), null),
      support: v.object({ email: text(200), hours: text(100), timeZone }),
      /** Absent = local accounts only. The client secret may be given as `{ "env": "NAME" }`. */
      oidc: v.optional(
        v.object({
          issuer: v.pipe(v.string(), v.url()),
          clientId: text(200),
          clientSecret: v.union([text(500), v.object({ env: text(100) })]),
          /** Claim that names the role; its values map to ours. Everybody else is a student. */
          roleClaim: v.optional(v.string(), 'role'),
          proctorValues: v.optional(v.array(v.string()), ['proctor']),
          adminValues: v.optional(v.array(v.string()), ['admin']),
        }),
      ),
      people: v.optional(
        v.array(
          v.object({
            userName: text(100),
            name: text(200),
            email: v.optional(v.nullable(v.pipe(v.string(), v.email())), null),
            role: v.picklist(roles),
            /** Only for local accounts; hashed when the file is applied. */
            password: v.optional(v.pipe(v.string(), v.minLength(8), v.maxLength(200))),
          }),
        ),
        [],
      ),
      /** LMSs that speak the Examus Simple API (the Moodle plugin), matched by name. */
      integrations: v.optional(
        v.array(
          v.object({
            /** Stands in the URLs that the LMS calls; unique on the whole server. */
            name: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/)),
            /** At least 32 bytes; may be given as `{ "env": "NAME" }`. Another one here replaces the one before. */
            secret: v.union([v.pipe(v.string(), v.minBytes(32)), v.object({ env: text(100) })]),
            accountNames: v.optional(v.array(text(255)), []),
            reviewUrl: v.optional(v.nullable(v.pipe(v.string(), v.url())), null),
            scheduleUrl: v.optional(v.nullable(v.pipe(v.string(), v.url())), null),
            warningUrl: v.optional(v.nullable(v.pipe(v.string(), v.url())), null),
            agreementUrl: v.optional(v.nullable(v.pipe(v.string(), v.url())), null),
            finalStatusOnly: v.optional(v.boolean(), false),
            archiveLogin: v.optional(v.boolean(), true),
          }),
        ),
        [],
      ),
      exams: v.optional(
        v.array(
          v.object({
            /** Stable key of the exam inside the institution. */
            key: text(100),
            name: text(500),
            courseName: v.optional(v.pipe(v.string(), v.maxLength(450)), ''),
            lms: lmsTarget,
            /** By which the LMS locks the quiz; or the environment variable that holds it. */
            quizPassword: v.optional(v.union([text(200), v.object({ env: text(100) })])),
            startsAt: v.optional(isoTime),
            endsAt: v.optional(isoTime),
            settings: v.optional(examSettings, {}),
            /** User names or e-mails who may take it; absent = every student of the institution. */
            students: v.optional(v.array(text(200))),
          }),
        ),
        [],
      ),
    }),
  ),
});
export type SetupFile = v.InferOutput<typeof setupFile>;
