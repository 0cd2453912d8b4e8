import { ImagePlus } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { MAX_CHAT_IMAGE_BYTES } from '../../protocol/chat-picture.ts';
import { Icon } from '../../ui/icon.tsx';
import { randomUuid } from '../panel/uuid.ts';
import type { PartComponent } from './parts.ts';

/** Picks a picture and hands it to offscreen, which sends it until the server has it. */
export const Attach: PartComponent<'attach'> = ({ source, isLive, t }) => {
  const input = useRef<HTMLInputElement>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const tellDialog = (isOpen: boolean) => source.send({ type: 'own-dialog', isOpen });
  useEffect(() => {
    // Not every system says that its dialog was cancelled: when the window has the focus again, it is closed.
    const closed = () => tellDialog(false);
    addEventListener('focus', closed);
    return () => removeEventListener('focus', closed);
  }, []);
  const take = (file: File) => {
    setTooLarge(file.size > MAX_CHAT_IMAGE_BYTES);
    if (file.size > MAX_CHAT_IMAGE_BYTES) return;
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      // `data:image/png;base64,…`
      const base64 = typeof reader.result === 'string' ? reader.result.split(',')[1] : undefined;
      if (base64) source.send({ type: 'send-picture', id: randomUuid(), file: base64 });
    });
    reader.readAsDataURL(file);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        hidden
        onCancel={() => tellDialog(false)}
        onChange={({ currentTarget }) => {
          tellDialog(false);
          const file = currentTarget.files?.[0];
          currentTarget.value = '';
          if (file) take(file);
        }}
      />
      <button
        type="button"
        class="panel-icon"
        aria-label={t('attach')}
        title={t('attach')}
        disabled={!isLive}
        onClick={() => {
          // Said first: the page loses the focus to it.
          tellDialog(true);
          input.current?.click();
        }}
      >
        <Icon node={ImagePlus} size={18} />
      </button>
      {isTooLarge && (
        <small class="attach-problem" role="alert">
          {t('attach_too_large')}
        </small>
      )}
    </>
  );
};
