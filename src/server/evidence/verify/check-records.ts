import { canonicalJson } from '../../../protocol/canonical-json.ts';
import { type Act, chatText } from '../../../protocol/evidence.ts';
import type { JournalBody } from '../../../protocol/journal.ts';
import type { SegmentKey } from '../../../protocol/recording.ts';
import { nameOf, photoPath, segmentPath } from '../archive-names.ts';
import type { Evidence, RecordOf } from '../records.ts';
import { sha256 } from '../sha256.ts';
import { firstOf } from './check-chains.ts';
import type { Contents, Fault } from './fault.ts';

/**
 * Whether what is stored beside the chains is what the chains say of it: the pieces of the recordings, the photos, the
 * consent, the chat, the warnings and the verdict. Finds what was changed in the database before the export.
 */
export function checkRecords(evidence: Evidence, contents: Contents): Fault | null {
  const acts = evidence['acts.ndjson'];
  const bodies = evidence['journal.ndjson'].map(({ body }) => body);
  return (
    segmentFault(evidence['segments.ndjson'], bodies, contents) ??
    firstOf(evidence['photos.ndjson'], (photo) => photoFault(photo, acts, contents)) ??
    consentFault(evidence['consent.json'], acts) ??
    checkFault(evidence['checks.ndjson'], acts) ??
    chatFault(evidence['chat.ndjson'], bodies, acts) ??
    warningFault(evidence['warnings.ndjson'], bodies, acts) ??
    reviewFault(evidence['review.json'], acts)
  );
}

const notAs = (whom: string) => `it is not what ${whom} says`;

function segmentFault(
  rows: Evidence['segments.ndjson'],
  bodies: readonly JournalBody[],
  contents: Contents,
): Fault | null {
  const keyOf = ({ kind, epoch, seq }: SegmentKey): string => `${kind}/${epoch}/${seq}`;
  // A name may have been told of twice, by two computers; the server keeps the bytes of one of them under it.
  const journaled = new Map<string, Set<string>>();
  for (const body of bodies) {
    if (body.kind !== 'segment') continue;
    const name = keyOf(body.segment);
    journaled.set(name, (journaled.get(name) ?? new Set()).add(body.segment.sha256));
  }
  return firstOf(rows, (row) => {
    const entry = `segment ${keyOf(row)}`;
    const stored = contents.get(segmentPath(row));
    if (!stored) return { entry, why: 'its bytes are missing' };
    if (stored.sha256 !== row.sha256) return { entry, why: 'its bytes are not those that were received' };
    const told = journaled.get(keyOf(row));
    return told && !told.has(row.sha256) ? { entry, why: notAs('the journal') } : null;
  });
}

const lastAct = (acts: readonly Act[], isIt: (act: Act) => boolean): Act | undefined => acts.findLast(isIt);

function photoFault(
  photo: RecordOf<'photos.ndjson'>,
  acts: readonly Act[],
  contents: Contents,
): Fault | null {
  const entry = `photo ${photo.kind}`;
  const stored = contents.get(photoPath(photo.kind, photo.mimeType));
  if (!stored) return { entry, why: 'its bytes are missing' };
  const act = lastAct(acts, ({ what, detail }) => what === 'photo_sent' && detail === photo.kind);
  const isRight = stored.sha256 === photo.sha256 && act?.about === photo.sha256;
  return isRight ? null : { entry, why: notAs('the act of its sending') };
}

function consentFault(consent: Evidence['consent.json'], acts: readonly Act[]): Fault | null {
  const about = lastAct(acts, ({ what }) => what === 'consent')?.about ?? null;
  const found = consent && sha256(consent.text);
  const isRight = found === about && (consent === null || consent.sha256 === found);
  return isRight ? null : { entry: 'consent', why: notAs('the act of consent') };
}

function checkFault(checks: Evidence['checks.ndjson'], acts: readonly Act[]): Fault | null {
  const wanted = lastAct(acts, ({ what }) => what === 'check_passed')?.about;
  if (wanted === undefined || wanted === null) return null;
  const isThere = checks.some(({ report }) => sha256(canonicalJson(report)) === wanted);
  return isThere ? null : { entry: nameOf('checks.ndjson', 1), why: notAs('the act of the passed check') };
}

function chatFault(
  chat: Evidence['chat.ndjson'],
  bodies: readonly JournalBody[],
  acts: readonly Act[],
): Fault | null {
  const said = new Set([
    ...bodies.flatMap((body) => (body.kind === 'chat' ? [sha256(chatText(body))] : [])),
    ...acts.flatMap(({ what, about }) => (what === 'chat' && about !== null ? [about] : [])),
  ]);
  const strange = firstOf(chat, (message, index) => {
    const entry = nameOf('chat.ndjson', index + 1);
    return said.has(sha256(chatText(message))) ? null : { entry, why: notAs('the chain') };
  });
  // Noted as they came: another message had their name.
  const isWithoutEffect = ({ what, about }: Act) =>
    what === 'entry_without_effect' && about !== null && said.has(about);
  const dropped = new Set(acts.filter(isWithoutEffect).map(({ about }) => about));
  if (strange || chat.length >= said.size - dropped.size) return strange;
  return { entry: nameOf('chat.ndjson', chat.length + 1), why: 'a message of the chain is missing' };
}

/** What the server warns of by itself follows from an act (`sessions/note-absence.ts`); no journal tells of it. */
const actOf: Readonly<Record<string, string>> = { no_ping: 'silence', timeout: 'timeout' };

function warningFault(
  warnings: Evidence['warnings.ndjson'],
  bodies: readonly JournalBody[],
  acts: readonly Act[],
): Fault | null {
  const told = new Map(
    bodies.flatMap((body) => (body.kind === 'warning' ? [[body.warning.id, body.warning]] : [])),
  );
  return firstOf(warnings, (warning, index) => {
    if (warning.source === 'human') return null;
    const last = told.get(warning.id);
    const { source, type, startAt } = warning;
    const isByServer = !last && source === 'system';
    if (isByServer && acts.some(({ what, at }) => what === actOf[type] && at >= startAt)) return null;
    const isRight = last && last.endAt === warning.endAt && last.reason === warning.reason;
    return isRight ? null : { entry: nameOf('warnings.ndjson', index + 1), why: notAs('the journal') };
  });
}

function reviewFault(review: Evidence['review.json'], acts: readonly Act[]): Fault | null {
  const act = lastAct(acts, ({ what }) => what.startsWith('verdict_'));
  const isRight =
    review === null
      ? act === undefined
      : act?.what === `verdict_${review.state}` &&
        act.detail === review.comment &&
        act.personId === review.personId;
  return isRight ? null : { entry: 'review', why: notAs('the act of the verdict') };
}
