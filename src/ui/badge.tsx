import type { ComponentChildren } from 'preact';

interface Props {
  kind?: 'plain' | 'accent' | 'good' | 'bad';
  children: ComponentChildren;
}

export const Badge = ({ kind = 'plain', children }: Props) => (
  <span class={`badge badge-${kind}`}>{children}</span>
);
