import { useState } from 'preact/hooks';
import { keyRoles } from '../../../protocol/api/admin/keys.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { formatDateTime } from '../format.ts';
import { call } from '../server.ts';
import { language } from '../texts.ts';
import { useAct } from './act.ts';
import { Loaded } from './loaded.tsx';
import { Once } from './once.tsx';
import { t } from './texts.ts';
import { useLoad } from './use-load.ts';

export function KeysPage() {
  const { load, reload } = useLoad((signal) => call('adminKeys', {}, { signal }));
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof keyRoles)[number]>('proctor');
  const [secret, setSecret] = useState<string | null>(null);
  const { isBusy, act } = useAct();
  return (
    <>
      <h1>{t('section_keys')}</h1>
      <form
        class="admin-row"
        onSubmit={(event) => {
          event.preventDefault();
          void act(async () => {
            setSecret((await call('createKey', { body: { name, role } })).secret);
            reload();
          });
        }}
      >
        <Field label={t('name')} required value={name} onInput={(e) => setName(e.currentTarget.value)} />
        <Select
          label={t('role')}
          value={role}
          options={keyRoles.map((value) => ({ value, label: t(`role_${value}`) }))}
          onPick={(value) => setRole(value === 'admin' ? 'admin' : 'proctor')}
        />
        <Button look="primary" type="submit" busy={isBusy}>
          {t('create')}
        </Button>
      </form>
      <Loaded load={load} onRetry={reload}>
        {({ keys }) =>
          keys.length === 0 ? (
            <p class="empty">{t('keys_none')}</p>
          ) : (
            <div class="table-frame">
              <table class="table">
                <tbody>
                  {keys.map((key) => (
                    <tr key={key.id}>
                      <th scope="row">{key.name}</th>
                      <td>…{key.hint}</td>
                      <td>{t(`role_${key.role}`)}</td>
                      <td>
                        {t('last_used')}{' '}
                        {key.lastUsedAt === null ? '—' : formatDateTime(key.lastUsedAt, language.value)}
                      </td>
                      <td>
                        {key.revokedAt === null ? (
                          <Button
                            look="danger"
                            onClick={() =>
                              void act(async () => {
                                await call('revokeKey', { params: { keyId: key.id } });
                                reload();
                              }, t('revoked'))
                            }
                          >
                            {t('revoke')}
                          </Button>
                        ) : (
                          t('revoked')
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      {secret !== null && <Once title={t('secret')} text={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
