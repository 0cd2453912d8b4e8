import { Copy } from 'lucide';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { announce } from '../announce.tsx';
import { t } from './texts.ts';

/** A secret or a link that nobody can read again. */
export const Once = ({ title, text, onClose }: { title: string; text: string; onClose: () => void }) => (
  <Dialog title={title} onClose={onClose}>
    <div class="dialog-form">
      <p>{t('shown_once')}</p>
      <code class="secret">{text}</code>
      <div class="dialog-buttons">
        <Button
          look="primary"
          icon={Copy}
          onClick={() => void navigator.clipboard.writeText(text).then(() => announce(t('copied')))}
        >
          {t('copy')}
        </Button>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </div>
  </Dialog>
);
