import en from '../../../assets/_locales/en/replies.json' with { type: 'json' };
import kk from '../../../assets/_locales/kk/replies.json' with { type: 'json' };
import ru from '../../../assets/_locales/ru/replies.json' with { type: 'json' };
import { type QuickReply, replyStages } from '../../protocol/api/room.ts';
import type { InstitutionId } from '../../protocol/ids.ts';
import type { PersonCaller } from '../http/caller.ts';
import { recordAudit } from '../admin/record-audit.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';

type Key = keyof typeof ru;

/** The ones that come with Examus. */
const keys = {
  admission: ['admission_wait', 'admission_light', 'admission_ready'],
  exam: ['exam_center', 'exam_alone', 'exam_window', 'exam_quiet', 'exam_help'],
  pause: ['pause_reason', 'pause_soon'],
  over: ['over_thanks'],
} as const satisfies Record<QuickReply['stage'], readonly Key[]>;
const common: QuickReply[] = replyStages.flatMap((stage) =>
  keys[stage].map((key) => ({ stage, texts: { ru: ru[key], kk: kk[key], en: en[key] } })),
);

interface Replies {
  replies: QuickReply[];
  /** The institution has its own. */
  isOwn: boolean;
}

export async function quickReplies(db: Queries, id: InstitutionId): Promise<Replies> {
  const { quickReplies: own } = await db
    .selectFrom('institutions')
    .select('quickReplies')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return own ? { replies: own, isOwn: true } : { replies: common, isOwn: false };
}

export async function setQuickReplies(
  { db, now }: Pick<Services, 'db' | 'now'>,
  caller: PersonCaller,
  replies: QuickReply[] | null,
): Promise<Replies> {
  const id = caller.person.institutionId;
  return db.transaction().execute(async (trx) => {
    const before = await quickReplies(trx, id);
    const { name } = await trx
      .updateTable('institutions')
      .set({ quickReplies: replies && JSON.stringify(replies) })
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirstOrThrow();
    const after = await quickReplies(trx, id);
    await recordAudit(trx, caller, now(), { what: 'quick_replies_changed', subject: name, before, after });
    return after;
  });
}
