import { Send } from 'lucide';
import { useRef } from 'preact/hooks';
import { Icon } from '../../ui/icon.tsx';
import { Late } from '../late/late.tsx';
import type { PanelTexts } from '../texts.ts';
import type { PanelSource } from './source.ts';
import { randomUuid } from './uuid.ts';

const MAX_LENGTH = 2000;

interface Props {
  source: PanelSource;
  isLive: boolean;
  t: PanelTexts;
}

/** Enter sends, Shift+Enter begins a new line. The text stays until it has been taken. */
export function Composer({ source, isLive, t }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const submit = () => {
    const text = box.current?.value.trim();
    if (!box.current || !text) return;
    if (source.send({ type: 'chat', id: randomUuid(), text })) box.current.value = '';
    box.current.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // isComposing: Enter that confirms an input method's suggestion is not for us.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <div class="composer">
      <textarea
        ref={box}
        rows={1}
        maxLength={MAX_LENGTH}
        aria-label={t('message')}
        placeholder={t('message')}
        onKeyDown={onKeyDown}
      />
      <Late part="attach" {...{ source, isLive, t }} />
      <button
        type="button"
        class="panel-icon composer-send"
        aria-label={t('send')}
        title={t('send')}
        disabled={!isLive}
        onClick={submit}
      >
        <Icon node={Send} size={18} />
      </button>
    </div>
  );
}
