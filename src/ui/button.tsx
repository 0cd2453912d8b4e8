import type { IconNode } from 'lucide';
import type { ButtonHTMLAttributes } from 'preact';
import { Icon } from './icon.tsx';
import { Spinner } from './spinner.tsx';

interface Props extends ButtonHTMLAttributes {
  /** `primary` = the one thing that can be done now (orange). */
  look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  icon?: IconNode;
  /** Something is under way: it stays focusable, and does nothing. */
  busy?: boolean;
}

export function Button({ look = 'secondary', icon, busy = false, children, onClick, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      class={`button button-${look}`}
      aria-disabled={busy ? 'true' : undefined}
      onClick={busy ? undefined : onClick}
    >
      {busy ? <Spinner /> : icon && <Icon node={icon} />}
      {children}
    </button>
  );
}
