import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { complain } from './announce.tsx';
import { t } from './texts.ts';

/** The pages of administration come in a file of their own: proctors never carry it. */
export function Administration({ path }: { path: readonly string[] }) {
  const [page, setPage] = useState<{ Page: FunctionComponent<{ path: readonly string[] }> } | null>(null);
  useEffect(() => {
    import('./admin/admin-page.tsx').then(({ AdminPage }) => setPage({ Page: AdminPage }), complain);
  }, []);
  return page ? (
    <page.Page path={path} />
  ) : (
    <main class="centre" aria-busy="true" aria-label={t('loading')} />
  );
}
