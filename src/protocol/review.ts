import * as v from 'valibot';
import { judgements } from './score.ts';
import { verdicts } from './views.ts';
import { warning, warningTypes } from './warnings.ts';

/** What reviewing adds to a session: shapes that the console and the student's portal are given. */
const epochMs = v.number();

/** Where a warning stands: what the student's side reported, plus what people said of it. */
export const reviewedWarning = v.object({
  ...warning.entries,
  /** Hidden from the student by the exam's `visibleWarnings`. */
  hidden: v.boolean(),
  judgement: v.nullable(v.picklist(judgements)),
  /** For reviewers alone. */
  note: v.string(),
  judgedBy: v.nullable(v.string()),
  /** Where two reviewers have to agree: what each said in the newest round, for those who may see it. */
  said: v.array(
    v.object({ by: v.string(), judgement: v.nullable(v.picklist(judgements)), note: v.string() }),
  ),
});
export type ReviewedWarning = v.InferOutput<typeof reviewedWarning>;

export const scoreView = v.object({
  score: v.number(),
  threshold: v.object({ attention: v.number(), rejected: v.number() }),
  parts: v.array(
    v.object({
      type: v.picklist(warningTypes),
      weight: v.number(),
      count: v.number(),
      seconds: v.number(),
      points: v.number(),
    }),
  ),
});

/** What came of judging: the warnings it was about, and the score they lead to. */
export const judged = v.object({ warnings: v.array(reviewedWarning), score: scoreView });
export type Judged = v.InferOutput<typeof judged>;

/** What the student wrote once the exam was over. An appeal came after a verdict, which then stands no more. */
export const remark = v.object({
  id: v.pipe(v.string(), v.uuid()),
  kind: v.picklist(['comment', 'appeal']),
  text: v.string(),
  at: epochMs,
});
export type Remark = v.InferOutput<typeof remark>;

/** What one reviewer would say. */
export const opinion = v.object({
  by: v.string(),
  isMine: v.boolean(),
  state: v.picklist(verdicts),
  comment: v.string(),
  at: epochMs,
});

/** Something asked for that nothing acts on: an option's or a claim's name, and its value as text (`true` = just that). */
export const notEnforced = v.object({ name: v.string(), value: v.string() });
export type NotEnforced = v.InferOutput<typeof notEnforced>;

/** What `sessionDetail` has for those who review. */
export const reviewDetail = {
  score: scoreView,
  /** What the exam or its LMS asked for and only a person can see to. */
  notEnforced: v.array(notEnforced),
  /** In the mode `auto`: what the score alone would say, until a person decides. */
  proposed: v.nullable(v.picklist(verdicts)),
  /** Who gave the verdict that stands; `score` = nobody, the exam lets the score decide. */
  decidedBy: v.nullable(v.string()),
  remarks: v.array(remark),
  /**
   * Where two reviewers have to agree: what was said in this round. Somebody else's is only there for admins, for those
   * who have said theirs, and once a verdict stands; the same goes for what others said of the warnings.
   */
  opinions: v.array(opinion),
  /** How many have said theirs in this round. */
  opinionCount: v.number(),
  /** The newest statement that the server signed of this session (`protocol/evidence.ts`). */
  signed: v.nullable(
    v.object({
      keyId: v.string(),
      madeAt: epochMs,
      journalHash: v.string(),
      actsHash: v.string(),
      signature: v.string(),
    }),
  ),
  /** What others said is kept from this reviewer until they have given an opinion of their own. */
  isIndependent: v.boolean(),
  /** Name and photos are kept from this reviewer until they ask for them. */
  isBlind: v.boolean(),
};
