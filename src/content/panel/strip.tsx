import type { ComponentChildren } from 'preact';

interface Props {
  look: 'calm' | 'act' | 'float';
  action?: readonly [label: string, run: () => unknown];
  children: ComponentChildren;
}

export const Strip = ({ look, action, children }: Props) => (
  <div class={`strip strip-${look}`} role={look === 'act' ? 'alert' : 'status'}>
    <span>{children}</span>
    {action && (
      <button type="button" class="button button-primary" onClick={() => void action[1]()}>
        {action[0]}
      </button>
    )}
  </div>
);
