import * as v from 'valibot';
import { checkCauses, checkIds } from './check.ts';
import { modes } from './exam-settings.ts';
import { examId, personId, sessionId, warningId } from './ids.ts';
import { closeReasons, phases } from './session.ts';
import { warningTypes } from './warnings.ts';

/** Students on one page of the grid. */
export const MAX_TILES = 60;

/** What a proctor sees of one student among many. */
export const gridTile = v.object({
  sessionId,
  examId,
  examName: v.string(),
  studentName: v.string(),
  mode: v.picklist(modes),
  phase: v.picklist(phases),
  closeReason: v.nullable(v.picklist(closeReasons)),
  /** On a break that was granted, until then at the latest. */
  breakEndsAt: v.nullable(v.number()),
  /** Grows with every change; an older tile never replaces a newer one. */
  revision: v.number(),
  /** Since when the student waits for admission. */
  waitingSince: v.nullable(v.number()),
  /** Since when the student asks for help: a call for the proctor, or words nobody answered yet. */
  askingSince: v.nullable(v.number()),
  unread: v.number(),
  /** Running ones, and those that ended within the last half minute; oldest first. */
  warnings: v.array(
    v.object({
      id: warningId,
      type: v.picklist(warningTypes),
      startAt: v.number(),
      endAt: v.nullable(v.number()),
    }),
  ),
  warningCount: v.number(),
  /** When the machine was last heard from, and up to when its recording is safe here. */
  heardAt: v.nullable(v.number()),
  savedUpTo: v.nullable(v.number()),
  /** Who of the room's proctors has this student; null = nobody in particular. */
  proctorId: v.nullable(personId),
});
export type GridTile = v.InferOutput<typeof gridTile>;

/** How the check ahead of the exam went for one student; the newest try counts. */
export const readiness = v.object({
  /** Null = named in the exam's list, but never seen here. */
  studentId: v.nullable(personId),
  name: v.string(),
  state: v.picklist(['passed', 'failed', 'not_tried']),
  checkedAt: v.nullable(v.number()),
  failed: v.array(v.object({ id: v.picklist(checkIds), cause: v.optional(v.picklist(checkCauses)) })),
  proctorId: v.nullable(personId),
  /** An admin gave this student to this proctor; otherwise the room is shared evenly by itself. */
  isFixed: v.boolean(),
});
export type Readiness = v.InferOutput<typeof readiness>;

/** The proctors of an exam. Without any, everybody with the role sees all of it. */
export const room = v.object({
  proctors: v.array(v.object({ id: personId, name: v.string(), students: v.number() })),
  /** Everybody of the institution who could be one. */
  candidates: v.array(v.object({ id: personId, name: v.string() })),
});
export type Room = v.InferOutput<typeof room>;
