import * as v from 'valibot';
import { gridTile, MAX_TILES, readiness, room } from '../grid.ts';
import { examId, personId } from '../ids.ts';

const inExam = v.object({ examId });
const examHead = v.object({
  id: examId,
  name: v.string(),
  courseName: v.string(),
  startsAt: v.nullable(v.number()),
  endsAt: v.nullable(v.number()),
});

/** The proctor's room while exams run, and the page of an exam before its day. */
export const liveRoutes = {
  /** Students who are at it now, of exams that the proctor may see; their own share, or everybody's. */
  grid: {
    method: 'GET',
    path: '/api/v1/console/grid',
    access: 'proctor',
    query: v.object({ examId: v.optional(examId), share: v.optional(v.picklist(['mine', 'all']), 'mine') }),
    reply: v.object({
      now: v.number(),
      tiles: v.array(gridTile),
      /** Exams under way, for choosing one. */
      exams: v.array(v.object({ id: examId, name: v.string() })),
      /** Somebody shares a room with this proctor. */
      isShared: v.boolean(),
      maxTiles: v.optional(v.number(), MAX_TILES),
    }),
  },
  /** Who has passed the check ahead, who failed, who has not tried; and who proctors. */
  examRoom: {
    method: 'GET',
    path: '/api/v1/console/exams/:examId/room',
    access: 'proctor',
    params: inExam,
    reply: v.object({ exam: examHead, room, students: v.array(readiness) }),
  },
  /** Says who proctors an exam, and which students are given to whom by hand. The rest is shared evenly. */
  setExamRoom: {
    method: 'PUT',
    path: '/api/v1/console/exams/:examId/room',
    access: 'admin',
    params: inExam,
    body: v.object({
      proctorIds: v.pipe(v.array(personId), v.maxLength(200)),
      fixed: v.optional(
        v.pipe(v.array(v.object({ studentId: personId, proctorId: personId })), v.maxLength(5000)),
        [],
      ),
    }),
    reply: v.object({ exam: examHead, room, students: v.array(readiness) }),
  },
} as const;
