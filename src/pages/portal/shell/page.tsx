import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  title: string;
  lead?: ComponentChildren;
  children: ComponentChildren;
  /** Buttons that must stay in sight however long the page is. */
  actions?: ComponentChildren;
}

/** One step of the journey. A new step takes the focus to its heading, so that it is read out. */
export function Page({ title, lead, children, actions }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Examus`;
    heading.current?.focus();
  }, [title]);
  return (
    <>
      <div class="page">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p class="lead">{lead}</p>}
        {children}
      </div>
      {actions && <div class="action-bar">{actions}</div>}
    </>
  );
}
