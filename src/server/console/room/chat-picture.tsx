import { ImagePlus } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import * as v from 'valibot';
import { bytesHeaders, routes } from '../../../protocol/api.ts';
import { MAX_CHAT_IMAGE_BYTES } from '../../../protocol/chat-picture.ts';
import { ExamusError } from '../../../protocol/errors.ts';
import { messageId, type MessageId, type SessionId } from '../../../protocol/ids.ts';
import type { ChatMessage } from '../../../protocol/views.ts';
import { sha256Hex } from '../../../shared/hash.ts';
import { Button } from '../../../ui/button.tsx';
import { complain } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';

const TYPES = ['image/jpeg', 'image/png', 'image/webp'];

export const pictureUrl = (sessionId: SessionId, id: string): string =>
  routes.chatImage.path.replace(':sessionId', sessionId).replace(':messageId', id);

interface Props {
  sessionId: SessionId;
  onSent: (message: ChatMessage) => void;
}

export function SendPicture({ sessionId, onSent }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const [isBusy, setBusy] = useState(false);
  const send = async (picked: File) => {
    setBusy(true);
    try {
      onSent(await putPicture(sessionId, v.parse(messageId, crypto.randomUUID()), picked));
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
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
          if (picked) void send(picked);
        }}
      />
      <Button
        icon={ImagePlus}
        busy={isBusy}
        aria-label={t('send_picture')}
        title={t('send_picture')}
        onClick={() => file.current?.click()}
      />
    </>
  );
}

async function putPicture(sessionId: SessionId, id: MessageId, file: File): Promise<ChatMessage> {
  if (file.size > MAX_CHAT_IMAGE_BYTES) throw new ExamusError('too_large', 'a picture has at most 2 MiB');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const headers = { [bytesHeaders.sha256]: await sha256Hex(bytes) };
  const params = { sessionId, messageId: id };
  return call('proctorImage', { params, body: bytes }, { headers, timeoutMs: 60_000 });
}
