import * as v from 'valibot';
import { MAX_CHAT_IMAGE_BYTES } from '../../protocol/chat-picture.ts';
import { messageId } from '../../protocol/ids.ts';
import { type FromView, hints } from '../../protocol/view-port.ts';

/** The server refuses what its database cannot keep; one such entry would hold up the whole journal behind it. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '');

/** What a view says is parsed: a content script shares its process with a foreign page. */
const message = v.variant('type', [
  v.object({
    type: v.literal('looking'),
    fps: v.pipe(v.number(), v.minValue(0), v.maxValue(15)),
    width: v.optional(v.pipe(v.number(), v.minValue(2), v.maxValue(640))),
  }),
  v.object({ type: v.literal('focus'), visible: v.boolean(), focused: v.boolean(), at: v.number() }),
  v.object({ type: v.literal('own-dialog'), isOpen: v.boolean() }),
  v.object({
    type: v.literal('chat'),
    id: messageId,
    text: v.pipe(v.string(), v.transform(storable), v.trim(), v.minLength(1), v.maxLength(2000)),
  }),
  v.object({ type: v.literal('picture-wanted'), id: messageId }),
  v.object({
    type: v.literal('send-picture'),
    id: messageId,
    file: v.pipe(v.string(), v.base64(), v.maxLength(Math.ceil(MAX_CHAT_IMAGE_BYTES / 3) * 4)),
  }),
  v.object({ type: v.literal('finish') }),
  v.object({ type: v.literal('call-proctor') }),
  v.object({
    type: v.literal('answer'),
    hint: v.picklist(hints),
    yes: v.boolean(),
    why: v.pipe(v.string(), v.transform(storable), v.trim(), v.maxLength(150)),
  }),
  v.object({ type: v.literal('break'), act: v.picklist(['begin', 'end']) }),
  v.object({ type: v.literal('share-screen') }),
  v.object({ type: v.literal('show-quiz') }),
  v.object({ type: v.literal('reopen-devices') }),
  v.object({
    type: v.literal('lms'),
    event: v.picklist(['attempt_started', 'attempt_submitted', 'quiz_opened']),
    title: v.optional(v.pipe(v.string(), v.transform(storable), v.trim(), v.maxLength(500))),
  }),
  v.object({ type: v.literal('seen'), upTo: v.number() }),
  v.object({ type: v.literal('clipboard'), act: v.picklist(['paste', 'copy', 'cut']) }),
  v.object({ type: v.literal('panel-removed') }),
]) satisfies v.GenericSchema<unknown, FromView>;
export type ViewMessage = v.InferOutput<typeof message>;

export function parseFromView(raw: unknown): ViewMessage | null {
  const parsed = v.safeParse(message, raw);
  return parsed.success ? parsed.output : null;
}
