import { CircleAlert, CircleCheck, Info, type IconNode, TriangleAlert } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export type NoticeKind = 'info' | 'good' | 'warning' | 'bad';
const icons: Record<NoticeKind, IconNode> = {
  info: Info,
  good: CircleCheck,
  warning: TriangleAlert,
  bad: CircleAlert,
};

interface Props {
  kind?: NoticeKind;
  title?: ComponentChildren;
  children?: ComponentChildren;
  /** True for news: it is then read out at once (`bad`) or when the reader is free. */
  live?: boolean;
}

export function Notice({ kind = 'info', title, children, live = false }: Props) {
  const role = live ? (kind === 'bad' ? 'alert' : 'status') : undefined;
  return (
    <div class={`notice notice-${kind}`} role={role}>
      <Icon node={icons[kind]} />
      <div class="notice-text">
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}
