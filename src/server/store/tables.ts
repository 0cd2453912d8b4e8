import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { QuickReply } from '../../protocol/api/room.ts';
import type { AuditChange, AuditWhat } from '../../protocol/api/admin/audit.ts';
import type { CheckReport } from '../../protocol/check.ts';
import type { Accommodation } from '../../protocol/accommodation.ts';
import type { Act, Statement } from '../../protocol/evidence.ts';
import type { ExamSettings, LmsTarget, PhotoKind } from '../../protocol/exam-settings.ts';
import type {
  ApiKeyId,
  BookingId,
  ExamId,
  GroupId,
  InstitutionId,
  IntegrationId,
  MessageId,
  PersonId,
  SessionId,
  WarningId,
} from '../../protocol/ids.ts';
import type { JournalBody } from '../../protocol/journal.ts';
import type { RecordingKind } from '../../protocol/recording.ts';
import type { Judgement } from '../../protocol/score.ts';
import type { Plan, SessionState } from '../../protocol/session.ts';
import type { Language, Role, Support, Verdict } from '../../protocol/views.ts';
import type { Warning, WarningType } from '../../protocol/warnings.ts';

/** The database as Kysely sees it. Times are milliseconds since 1970 (`float8`, so that every driver reads numbers). */
type Json<T extends object> = JSONColumnType<T>;
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;

export interface Tables {
  institutions: {
    id: Fixed<InstitutionId>;
    slug: string;
    name: string;
    support: Json<Support>;
    passwordResetUrl: string | null;
    /** Null = the replies that come with Examus. */
    quickReplies: JSONColumnType<QuickReply[] | null, string | null | undefined, string | null>;
    /** Client settings of the institution's login, null = local accounts only. The secret is sealed. */
    oidc: JSONColumnType<object | null, string | null, string | null>;
    createdAt: number;
    /** Words of the sign-in button; null = the name. */
    signInLabel: string | null;
    /** Offered to whoever wants to sign in; otherwise only a link leads to it. */
    listed: Generated<boolean>;
    /** What a new exam begins with. */
    retentionDays: Generated<number>;
  };
  /** PNG, JPEG or WebP, shown on the sign-in pages. */
  logos: { institutionId: InstitutionId; mimeType: string; sha256: string; base64: string };
  people: {
    id: Fixed<PersonId>;
    institutionId: Fixed<InstitutionId>;
    /**
     * `sub` of the institution's login, the local user name, or what an LMS calls them (see `integration/people.ts`);
     * unique with `source` in an institution.
     */
    subject: string;
    source: 'oidc' | 'local' | 'lms' | 'api_key';
    /** What people call the account, in lower case; null where the institution's login tells none. */
    userName: string | null;
    role: Role;
    /** Role given by the set-up file; it stands when the institution's login names none. */
    listedRole: Role | null;
    name: string;
    email: string | null;
    passwordHash: string | null;
    createdAt: number;
    /** Since when they may not sign in. What they did stays theirs. */
    disabledAt: number | null;
  };
  /** Bearer tokens, console cookies, one-use tickets and sign-in codes: only their SHA-256 is kept. */
  tokens: {
    hash: string;
    kind: 'login' | 'upload' | 'ticket' | 'code' | 'flow' | 'launch' | 'calendar' | 'invitation';
    personId: PersonId | null;
    sessionId: SessionId | null;
    /** What a kind needs besides, e.g. the PKCE challenge of a sign-in code (see `auth/`). */
    data: JSONColumnType<object>;
    createdAt: number;
    expiresAt: number;
  };
  exams: {
    id: Fixed<ExamId>;
    institutionId: Fixed<InstitutionId>;
    key: string;
    name: string;
    courseName: string;
    lms: Json<LmsTarget>;
    settings: Json<ExamSettings>;
    /** Only those in `examStudents` may take it; otherwise every student of the institution. */
    restricted: boolean;
    /** The LMS that starts it, and whose every launch says its settings anew; null = an exam of our own. */
    integrationId: IntegrationId | null;
    /** Copies of settings.startsAt/endsAt, for queries. */
    startsAt: number | null;
    endsAt: number | null;
    createdAt: number;
  };
  /** Who may take a restricted exam: user names or e-mails in lower case. */
  examStudents: { examId: ExamId; subject: string };
  sessions: {
    id: Fixed<SessionId>;
    examId: Fixed<ExamId>;
    institutionId: Fixed<InstitutionId>;
    personId: Fixed<PersonId>;
    attempt: number;
    revision: number;
    phase: SessionState['phase'];
    state: Json<SessionState>;
    plan: Json<Plan>;
    /** The exam's settings when the session began, with what this student was granted: later changes do not touch it. */
    settings: Json<ExamSettings>;
    /** What of `settings` was granted to this student alone; null = nothing. */
    accommodation: JSONColumnType<Accommodation | null, string | null, string | null>;
    proctorMessage: string | null;
    createdAt: number;
    startedAt: number | null;
    endedAt: number | null;
    /** Last sign of life, and until when capture is known to have run. */
    lastContactAt: number | null;
    capturedUntil: number | null;
    /** Last journal entry that is durable, and its hash. */
    journalSeq: number;
    journalHash: string;
    /** Last act, and its hash. */
    actSeq: number;
    actHash: string;
    chatSeq: number;
    /** Last message that a proctor has read. */
    readSeq: Generated<number>;
    /** The quiz is hidden while the exam is paused. */
    curtain: Generated<boolean>;
    /** Since when a closed session holds something that no statement covers. */
    unsealedSince: number | null;
  };
  consents: {
    sessionId: SessionId;
    version: string;
    language: Language;
    sha256: string;
    text: string;
    acceptedAt: number;
  };
  checks: {
    id: Generated<number>;
    personId: PersonId;
    /** Null for a check made ahead of any exam. */
    sessionId: SessionId | null;
    at: number;
    report: Json<CheckReport>;
  };
  photos: {
    sessionId: SessionId;
    kind: PhotoKind;
    blobKey: string;
    sha256: string;
    mimeType: string;
    takenAt: number;
  };
  segments: {
    sessionId: SessionId;
    kind: RecordingKind;
    epoch: number;
    seq: number;
    blobKey: string;
    sha256: string;
    bytes: number;
    mimeType: string;
    startAt: number;
    durationMs: number;
    storedAt: number;
    /** Acknowledged, but its bytes are gone: the student's machine is asked for them again. */
    missing: Generated<boolean>;
  };
  journal: {
    sessionId: SessionId;
    seq: number;
    at: number;
    body: Json<JournalBody>;
    prev: string;
    hash: string;
    receivedAt: number;
  };
  warnings: {
    id: WarningId;
    sessionId: SessionId;
    type: WarningType;
    startAt: number;
    endAt: number | null;
    source: Warning['source'];
    confidence: number | null;
    reason: string;
  };
  chat: {
    id: MessageId;
    sessionId: SessionId;
    seq: number;
    at: number;
    from: 'student' | 'proctor' | 'system';
    personId: PersonId | null;
    authorName: string;
    text: string;
    /** Of a message that is a picture: where its bytes are, and what they are. */
    imageKey: Generated<string | null>;
    imageType: Generated<string | null>;
  };
  /** The verdict that stands. */
  reviews: {
    sessionId: SessionId;
    state: Verdict;
    comment: string;
    /** Null = the score decided, in an exam that lets it. */
    personId: PersonId | null;
    decidedAt: number;
    /** 1; one more with every appeal. */
    round: Generated<number>;
    /** Since when it stands no more, because the student appealed. */
    reopenedAt: number | null;
  };
  /** What each reviewer would say, in each round: where an exam wants two reviewers, two of them make a verdict. */
  opinions: {
    sessionId: SessionId;
    round: number;
    personId: PersonId;
    state: Verdict;
    comment: string;
    at: number;
  };
  /** What each person said of a warning, in each round; the newest counts. The acts tell the same. */
  judgements: {
    warningId: WarningId;
    sessionId: SessionId;
    round: Generated<number>;
    judgement: Judgement | null;
    note: string;
    personId: PersonId;
    at: number;
  };
  /** Each machine a session was taken on, by the id its extension keeps. */
  machines: { sessionId: SessionId; client: string; firstAt: number; lastAt: number };
  /** What the student wrote about their session once it was over. An appeal came after a verdict. */
  remarks: { id: string; sessionId: SessionId; kind: 'comment' | 'appeal'; text: string; at: number };
  /** What one student is given in one exam; `subject` as in `examStudents`. */
  accommodations: {
    examId: ExamId;
    subject: string;
    granted: Json<Accommodation>;
    /** Why. For admins alone. */
    note: string;
    personId: PersonId;
    updatedAt: number;
  };
  /** Who did what to a session, people and the system itself: a chain (`protocol/evidence.ts`). */
  acts: Act & { sessionId: SessionId };
  /** What the server signed of a closed session; only ever added to. `statement` is the very text that is signed. */
  statements: {
    sessionId: SessionId;
    seq: number;
    statement: ColumnType<Statement, string, never>;
    publicKey: string;
    signature: string;
  };
  /** Who sits in an exam now, on whichever server: one machine per session. Lost with the database's crash, and no pity. */
  seats: {
    sessionId: SessionId;
    /** Tells the same machine, which lost its line and comes back, from another. */
    client: string;
    connectionId: string;
    heardAt: number;
    /** The machine's own word: everything recorded before this is safe here. */
    savedUpTo: number | null;
  };
  /** When a student last called for the proctor. */
  helpCalls: { sessionId: SessionId; askedAt: number };
  /** Who proctors an exam; without a row everybody with the role does. */
  examProctors: { examId: ExamId; personId: PersonId };
  /** Which of an exam's proctors has which student. */
  examShares: { examId: ExamId; studentId: PersonId; proctorId: PersonId; isFixed: boolean };
  groups: { id: Fixed<GroupId>; institutionId: Fixed<InstitutionId>; name: string };
  /** User names or e-mails in lower case, as in `examStudents`. */
  groupMembers: { groupId: GroupId; subject: string };
  examGroups: { examId: ExamId; groupId: GroupId };
  /** Attempts given to one student beyond what the exam allows. `until` = their own end of the exam's slot. */
  extraAttempts: { examId: ExamId; personId: PersonId; count: number; until: number | null };
  /** Keys of the JSON API; role, name and institution are those of the row in `people` that acts for it. */
  apiKeys: {
    id: Fixed<ApiKeyId>;
    institutionId: Fixed<InstitutionId>;
    personId: Fixed<PersonId>;
    /** SHA-256; the key itself was shown once. */
    hash: string;
    /** Its last letters, to tell one from another. */
    hint: string;
    createdAt: number;
    createdBy: string;
    expiresAt: number | null;
    lastUsedAt: number | null;
    revokedAt: number | null;
  };
  /** What administrators changed; only ever added to. */
  audit: {
    id: Generated<number>;
    institutionId: InstitutionId;
    at: number;
    personId: PersonId;
    /** Their name then. */
    who: string;
    what: AuditWhat;
    /** Name of what was changed. */
    subject: string;
    changes: Json<AuditChange[]>;
  };
  /** What the set-up file said when it was last applied, sealed: what people changed since is not undone by a restart. */
  setupEntries: { entry: string; sealed: string };
  /** Server's own secrets, e.g. the key that seals others; one row per name. */
  secrets: { name: string; value: string };
  /** An LMS that speaks the Examus Simple API. */
  integrations: {
    id: Fixed<IntegrationId>;
    institutionId: Fixed<InstitutionId>;
    /** Stands in the URLs that the LMS calls; unique on the whole server. */
    name: string;
    /** `accountName`s it may speak for; empty = any. */
    accountNames: Json<string[]>;
    /** Newest first; an older one is good until it expires, so that the LMS can be changed over without a gap. */
    secrets: Json<SealedSecret[]>;
    /** Where it is told of things; null = the Moodle plugin's own address, or not told. */
    reviewUrl: string | null;
    scheduleUrl: string | null;
    warningUrl: string | null;
    agreementUrl: string | null;
    /** The LMS is told one verdict, which is never changed afterwards. */
    finalStatusOnly: ColumnType<boolean, boolean | undefined, boolean>;
    /** Whoever the LMS vouches for may watch recordings (`archive/`). */
    archiveLogin: ColumnType<boolean, boolean | undefined, boolean>;
    enabled: ColumnType<boolean, boolean | undefined, boolean>;
    lastStart: JSONColumnType<IntegrationFact | null, string | null | undefined, string | null>;
    lastFinish: JSONColumnType<IntegrationFact | null, string | null | undefined, string | null>;
    lastWebhook: JSONColumnType<IntegrationFact | null, string | null | undefined, string | null>;
    createdAt: Fixed<number>;
  };
  /** Opens an exam's quiz at its LMS; sealed to the exam's id. */
  quizPasswords: { examId: Fixed<ExamId>; sealed: string; changedAt: number };
  /** What an LMS said of a session that it launched. */
  launches: {
    sessionId: Fixed<SessionId>;
    integrationId: Fixed<IntegrationId>;
    lmsSessionId: Fixed<string>;
    /** As it was given: it is given back in webhooks. */
    accountId: string;
    language: string | null;
    /** All claims but the secret ones. */
    claims: Json<Record<string, unknown>>;
    /** Sealed: it signs the student in at the LMS. The first `entry.php`, and since when it is known. */
    entryUrl: string | null;
    entryUrlAt: number | null;
    /** Sealed. Any other address, for when there is no such entry. */
    otherUrl: string | null;
    /** The plugin's `api.php`, found beside the entry. */
    apiUrl: string | null;
    /** Where the student goes when the exam is over. */
    finishUrl: string | null;
    /** What the LMS was last told of the verdict. */
    reviewSent: JSONColumnType<
      { at: number; sha256: string } | null,
      string | null | undefined,
      string | null
    >;
    createdAt: Fixed<number>;
    lastStartAt: number;
  };
  /** One row. */
  uptime: { id: Fixed<number>; lastUpAt: number };
  /** What LMSs are still to be told, and what they answered. */
  outbox: {
    id: Generated<number>;
    integrationId: Fixed<IntegrationId>;
    sessionId: Fixed<SessionId>;
    kind: Fixed<'review' | 'schedule' | 'warning' | 'agreement'>;
    /** Names what is told; the same again is told once. */
    key: Fixed<string>;
    body: Json<Record<string, unknown>>;
    /**
     * `asks` = nobody can know whether it arrived, and it must not be said twice: a person decides. `dropped` = they
     * decided that it is not to be said.
     */
    state: 'waiting' | 'sending' | 'done' | 'failed' | 'asks' | 'dropped';
    tries: number;
    dueAt: number;
    problem: string | null;
    createdAt: Fixed<number>;
    endedAt: number | null;
  };
  /** Places in the calendar. */
  bookings: {
    id: Fixed<BookingId>;
    institutionId: Fixed<InstitutionId>;
    examId: Fixed<ExamId>;
    personId: Fixed<PersonId>;
    /** Set where an LMS launched it. */
    sessionId: SessionId | null;
    startsAt: number;
    endsAt: number;
    /** `excused`: missed, and an administrator let them book again. */
    state: 'booked' | 'used' | 'cancelled' | 'missed' | 'excused';
    createdAt: Fixed<number>;
    changedAt: number;
  };
}

export interface SealedSecret {
  /** With the integration's id as context. */
  sealed: string;
  createdAt: number;
  /** Null = good until it is replaced. */
  expiresAt: number | null;
}
/** The last time something happened, for "Test this connection". */
export interface IntegrationFact {
  at: number;
  ok: boolean;
  /** In a machine's words; nothing secret. */
  detail: string;
}
