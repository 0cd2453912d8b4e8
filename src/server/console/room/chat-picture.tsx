import { ImagePlus } from 'lucide';
import { useRef } from 'preact/hooks';
import { routes } from '../../../protocol/api.ts';
import type { SessionId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../texts.ts';

const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

export const pictureUrl = (sessionId: SessionId, id: string): string =>
  routes.chatImage.path.replace(':sessionId', sessionId).replace(':messageId', id);

export function SendPicture({ onPick }: { onPick: (file: File) => void }) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={file}
        type="file"
        accept={TYPES.join(',')}
        hidden
        onChange={({ currentTarget }) => {
          const picked = currentTarget.files?.[0];
          currentTarget.value = '';
          if (picked) onPick(picked);
        }}
      />
      <Button
        icon={ImagePlus}
        aria-label={t('send_picture')}
        title={t('send_picture')}
        onClick={() => file.current?.click()}
      />
    </>
  );
}
