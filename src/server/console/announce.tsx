import { signal } from '@preact/signals';
import { X } from 'lucide';
import { Button } from '../../ui/button.tsx';
import { errorText, t } from './texts.ts';

const said = signal('');
const complaint = signal<string | null>(null);

/** Says `text` to a screen reader when it has a moment. The same text twice is said twice. */
export function announce(text: string): void {
  said.value = said.peek() === text ? `${text}\u00a0` : text;
}

/** Shows what went wrong until it is closed or something else goes wrong. */
export function complain(error: unknown): void {
  complaint.value = errorText(error);
}

export const Announcer = () => (
  <>
    <div class="visually-hidden" role="status" aria-live="polite">
      {said.value}
    </div>
    <div class="complaints" role="alert">
      {complaint.value !== null && (
        <div class="complaint">
          {complaint.value}
          <Button look="quiet" icon={X} aria-label={t('close')} onClick={() => (complaint.value = null)} />
        </div>
      )}
    </div>
  </>
);
