import type { ComponentChildren } from 'preact';
import { Spinner } from '../../ui/spinner.tsx';

interface Props {
  text: string;
  isBusy?: boolean;
  action?: readonly [label: string, run: () => void];
  children?: ComponentChildren;
}

/** One calm sentence in place of the exam, with at most one thing to do. */
export const Waiting = ({ text, isBusy = false, action, children }: Props) => (
  <div class="waiting" role="status">
    {isBusy && <Spinner />}
    <p class="waiting-text">{text}</p>
    {children && <p class="waiting-more">{children}</p>}
    {action && (
      <button type="button" class="button" onClick={action[1]}>
        {action[0]}
      </button>
    )}
  </div>
);
