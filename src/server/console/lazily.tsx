import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { complain } from './announce.tsx';
import { t } from './texts.ts';

/** A part that comes in a file of its own: whoever never opens it never carries it. */
export function lazily<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  let loaded: FunctionComponent<P> | null = null;
  return function Lazily(props: P) {
    const [Part, setPart] = useState(() => loaded);
    useEffect(() => {
      if (Part) return;
      load().then((part) => setPart(() => (loaded = part)), complain);
    }, []);
    return Part ? (
      <Part {...props} />
    ) : (
      <div class="centre" aria-busy="true" aria-label={t('loading')} role="status" />
    );
  };
}
