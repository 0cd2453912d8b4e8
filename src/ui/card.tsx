import type { ComponentChildren } from 'preact';

interface Props {
  title?: ComponentChildren;
  /** The card whose button is the thing to do now. */
  isCurrent?: boolean;
  children: ComponentChildren;
}

export const Card = ({ title, isCurrent = false, children }: Props) => (
  <section class={`card${isCurrent ? ' card-current' : ''}`}>
    {title && <h2 class="card-title">{title}</h2>}
    {children}
  </section>
);
