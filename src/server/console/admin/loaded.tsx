import type { ComponentChildren } from 'preact';
import { Failure } from '../failure.tsx';
import type { Load } from '../server.ts';
import { t } from './texts.ts';

interface Props<T> {
  load: Load<T>;
  onRetry: () => void;
  children: (value: T) => ComponentChildren;
}
export function Loaded<T>({ load, onRetry, children }: Props<T>) {
  if (load.state === 'loading') return <p role="status">{t('loading')}</p>;
  if (load.state === 'failed') return <Failure error={load.error} onRetry={onRetry} />;
  return <>{children(load.value)}</>;
}
