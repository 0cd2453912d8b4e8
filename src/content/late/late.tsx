import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { translate } from '../../shared/i18n.ts';
import type { PanelTexts } from '../texts.ts';
import { followLate, type Late as Arrived, lateNow } from './arrival.ts';
import type { LateParts, LateTexts, PartComponent } from './parts.ts';

type Props<N extends keyof LateParts> = LateParts[N] & {
  part: N;
  t: PanelTexts;
  /** Until the part is there. */
  children?: ComponentChildren;
};

/** A part of the second script, in its place: see `parts.ts`. */
export function Late<N extends keyof LateParts>({ part, t, children, ...props }: Props<N>) {
  const [late, setLate] = useState(lateNow);
  useEffect(() => followLate(setLate), []);
  const texts = useMemo(() => late && withLateWords(late, t), [late, t]);
  if (!late || !texts) return <>{children}</>;
  const Part = late.parts[part] as unknown as PartComponent<keyof LateParts>;
  return <Part {...(props as unknown as LateParts[keyof LateParts])} t={texts} />;
}

function withLateWords({ table, language }: Arrived, t: PanelTexts): LateTexts {
  const late = translate(table, language);
  return (key, values) => (key in table ? late(key as keyof typeof table, values) : t(key as never, values));
}
