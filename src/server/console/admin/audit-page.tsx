import { useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { formatDateTime } from '../format.ts';
import { call } from '../server.ts';
import { language } from '../texts.ts';
import { Loaded } from './loaded.tsx';
import { labelOf, t } from './texts.ts';
import { useLoad } from './use-load.ts';

export function AuditPage() {
  const [q, setQ] = useState('');
  const [before, setBefore] = useState<number | null>(null);
  const query = { ...(q ? { q } : {}), ...(before === null ? {} : { before: String(before) }) };
  const { load, reload } = useLoad((signal) => call('adminAudit', { query }, { signal }), `${q} ${before}`);
  return (
    <>
      <h1>{t('section_audit')}</h1>
      <div class="admin-row">
        <Field
          label={t('find_audit')}
          type="search"
          value={q}
          onInput={(e) => {
            setQ(e.currentTarget.value);
            setBefore(null);
          }}
        />
        <a class="button" href={`/api/v1/admin/audit.csv?${new URLSearchParams(q ? { q } : {})}`} download>
          CSV
        </a>
      </div>
      <Loaded load={load} onRetry={reload}>
        {({ entries, more }) =>
          entries.length === 0 ? (
            <p class="empty">{t('audit_none')}</p>
          ) : (
            <>
              <div class="table-frame">
                <table class="table">
                  <tbody>
                    {entries.map((entry) => (
                      <tr key={entry.id}>
                        <td class="moment">{formatDateTime(entry.at, language.value)}</td>
                        <td>{entry.who}</td>
                        <th scope="row">
                          {labelOf('audit_', entry.what)}: {entry.subject}
                        </th>
                        <td>
                          {entry.changes.map(({ field, before, after }) => (
                            <div key={field}>
                              <code>{field}</code>: {short(before)} → {short(after)}
                            </div>
                          ))}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {more && <Button onClick={() => setBefore(entries.at(-1)!.id)}>{t('older')}</Button>}
            </>
          )
        }
      </Loaded>
    </>
  );
}

const short = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value).slice(0, 120));
