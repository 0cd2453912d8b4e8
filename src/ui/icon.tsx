import type { IconNode } from 'lucide';
import { h } from 'preact';

interface Props {
  node: IconNode;
  size?: number;
  /** Only where the picture says something the text beside it does not. */
  label?: string;
}

/** One icon of lucide, drawn from its node list: no markup is ever parsed. */
export function Icon({ node, size = 20, label }: Props) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}
    >
      {node.map(([tag, attributes], index) => h(tag, { key: index, ...attributes }))}
    </svg>
  );
}
