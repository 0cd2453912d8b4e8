import { Plus, X } from 'lucide';
import { useState } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import { MAX_QUICK_REPLIES, type QuickReply, replyStages } from '../../../protocol/api/room.ts';
import { languages } from '../../../protocol/language.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { replies as shownReplies } from '../room/quick-replies.tsx';
import { call } from '../server.ts';
import { useAct } from './act.ts';
import { Loaded } from './loaded.tsx';
import { t } from './texts.ts';
import { useLoad } from './use-load.ts';

/** What proctors can answer with one click, in the institution's own words. */
export function RepliesPart() {
  const { load, reload } = useLoad((signal) => call('quickReplies', {}, { signal }));
  return (
    <section aria-labelledby="replies-title">
      <h2 id="replies-title">{t('replies_title')}</h2>
      <p class="quiet">{t('replies_hint')}</p>
      <Loaded load={load} onRetry={reload}>
        {(stored) => <Editor stored={stored} />}
      </Loaded>
    </section>
  );
}

interface Line {
  /** Keeps a line's fields together while others come and go. */
  key: number;
  reply: QuickReply;
}
let lastKey = 0;
const lineOf = (reply: QuickReply): Line => ({ key: (lastKey += 1), reply });
const empty: QuickReply = { stage: 'exam', texts: { ru: '', kk: '', en: '' } };

function Editor({ stored }: { stored: Reply<'quickReplies'> }) {
  const [lines, setLines] = useState(() => stored.replies.map(lineOf));
  const [isOwn, setOwn] = useState(stored.isOwn);
  const { isBusy, act } = useAct();
  const save = async (replies: QuickReply[] | null) => {
    const kept = await call('setQuickReplies', { body: { replies } });
    setLines(kept.replies.map(lineOf));
    setOwn(kept.isOwn);
    shownReplies.value = kept.replies;
  };
  const change = (key: number, reply: QuickReply) =>
    setLines(lines.map((line) => (line.key === key ? { key, reply } : line)));
  return (
    <form
      class="replies-form"
      onSubmit={(event) => {
        event.preventDefault();
        void act(() => save(lines.map(({ reply }) => reply)), t('saved'));
      }}
    >
      {lines.map(({ key, reply }) => (
        <ReplyFields
          key={key}
          reply={reply}
          onChange={(changed) => change(key, changed)}
          onRemove={() => setLines(lines.filter((line) => line.key !== key))}
        />
      ))}
      <div class="admin-row">
        <Button
          icon={Plus}
          disabled={lines.length >= MAX_QUICK_REPLIES}
          onClick={() => setLines([...lines, lineOf(empty)])}
        >
          {t('reply_add')}
        </Button>
        <Button look="primary" type="submit" busy={isBusy}>
          {t('replies_save')}
        </Button>
        {isOwn && (
          <Button busy={isBusy} onClick={() => void act(() => save(null), t('saved'))}>
            {t('replies_reset')}
          </Button>
        )}
      </div>
    </form>
  );
}

interface FieldsProps {
  reply: QuickReply;
  onChange: (reply: QuickReply) => void;
  onRemove: () => void;
}

function ReplyFields({ reply, onChange, onRemove }: FieldsProps) {
  const { stage, texts } = reply;
  return (
    <fieldset class="reply-fields">
      <legend class="visually-hidden">{texts.ru || t('reply_new')}</legend>
      <Select
        label={t('reply_stage')}
        value={stage}
        options={replyStages.map((value) => ({ value, label: t(`reply_stage_${value}`) }))}
        onPick={(value) => onChange({ ...reply, stage: replyStages.find((each) => each === value) ?? stage })}
      />
      {languages.map((language) => (
        <Field
          key={language}
          label={t(`reply_text_${language}`)}
          lang={language}
          required
          maxLength={500}
          value={texts[language]}
          onInput={(e) => onChange({ ...reply, texts: { ...texts, [language]: e.currentTarget.value } })}
        />
      ))}
      <Button look="quiet" icon={X} aria-label={`${t('reply_remove')}: ${texts.ru}`} onClick={onRemove} />
    </fieldset>
  );
}
