import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { QuickReply } from '../../../protocol/api/room.ts';
import type { Language } from '../../../protocol/language.ts';
import type { Phase } from '../../../protocol/session.ts';
import { complain } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';

/** The institution's: fetched once, and again where they are edited. */
export const replies = signal<readonly QuickReply[] | null>(null);
let asked: Promise<void> | null = null;

const fetchReplies = () =>
  (asked ??= call('quickReplies', {}).then(
    (answer) => void (replies.value = answer.replies),
    (error: unknown) => {
      asked = null;
      complain(error);
    },
  ));

export function stageOf(phase: Phase): QuickReply['stage'] {
  switch (phase) {
    case 'running':
    case 'interrupted':
      return 'exam';
    case 'paused':
      return 'pause';
    case 'finishing':
    case 'closed':
      return 'over';
    default:
      return 'admission';
  }
}

interface Props {
  stage: QuickReply['stage'];
  /** The reader's. */
  language: Language;
  onPick: (text: string) => void;
}

/** Sentences for where the exam stands; one click puts one into the box, to be sent or changed. */
export function QuickReplies({ stage, language, onPick }: Props) {
  useEffect(() => void fetchReplies(), []);
  const fitting = (replies.value ?? []).filter((reply) => reply.stage === stage);
  if (fitting.length === 0) return null;
  return (
    <ul class="quick-replies" aria-label={t('quick_replies')}>
      {fitting.map(({ texts }) => (
        <li key={texts.ru}>
          <button type="button" class="quick-reply" lang={language} onClick={() => onPick(texts[language])}>
            {texts[language]}
          </button>
        </li>
      ))}
    </ul>
  );
}
