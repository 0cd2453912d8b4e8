import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../failure.tsx';
import { t } from '../texts.ts';

interface Props {
  title: string;
  hint: string;
  action: string;
  /** More to be said than the reason. */
  children?: ComponentChildren;
  onClose: () => void;
  /** Rejects when it could not be done: the dialog stays open and says why. */
  onReason: (reason: string) => Promise<void>;
}

const MAX_REASON = 500;

/** An act against a student that must not happen by a slip, nor without a word to them. */
export function ReasonDialog({ title, hint, action, children, onClose, onReason }: Props) {
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const id = useId();
  const act = async (event: Event) => {
    event.preventDefault();
    if (reason.trim() === '') return;
    setBusy(true);
    setError(null);
    try {
      await onReason(reason.trim());
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="dialog-form" onSubmit={(event) => void act(event)}>
        <p class="quiet">{hint}</p>
        <label for={id}>{t('reason')}</label>
        <textarea
          id={id}
          required
          rows={3}
          maxLength={MAX_REASON}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        {children}
        {error !== null && <Failure error={error} />}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="danger" type="submit" busy={isBusy} disabled={reason.trim() === ''}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
