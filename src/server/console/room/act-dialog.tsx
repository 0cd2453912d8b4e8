import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Failure } from '../failure.tsx';
import { t } from '../texts.ts';

interface Props {
  title: string;
  action: string;
  /** False = something is still missing. */
  isReady: boolean;
  onClose: () => void;
  /** Rejects when it could not be done: the dialog stays open and says why. */
  onAct: () => Promise<void>;
  children: ComponentChildren;
}

/** A small form that does one thing to one exam. */
export function ActDialog({ title, action, isReady, onClose, onAct, children }: Props) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async (event: Event) => {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setBusy(true);
    setError(null);
    try {
      await onAct();
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="dialog-form" onSubmit={(event) => void act(event)}>
        {children}
        {error !== null && <Failure error={error} />}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" busy={isBusy} disabled={!isReady}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
