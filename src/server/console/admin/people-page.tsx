import { useState } from 'preact/hooks';
import type { Reply } from '../../../protocol/api.ts';
import { type Role, roles } from '../../../protocol/views.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { call } from '../server.ts';
import { useAct } from './act.ts';
import { FileButton } from './file-button.tsx';
import { Loaded } from './loaded.tsx';
import { Once } from './once.tsx';
import { labelOf, t } from './texts.ts';
import { useLoad } from './use-load.ts';

const roleOptions = () => roles.map((value) => ({ value, label: t(`role_${value}`) }));
const roleOf = (value: string): Role => roles.find((each) => each === value) ?? 'student';

export function PeoplePage() {
  const [q, setQ] = useState('');
  const { load, reload } = useLoad((signal) => call('adminPeople', { query: q ? { q } : {} }, { signal }), q);
  const [link, setLink] = useState<string | null>(null);
  const { act } = useAct();
  const change = (person: Reply<'adminPeople'>['people'][number], body: { active?: boolean; role?: Role }) =>
    void act(async () => {
      await call('changePerson', { params: { personId: person.id }, body });
      reload();
    }, t('saved'));
  return (
    <>
      <h1>{t('section_people')}</h1>
      <Invite onLink={setLink} onDone={reload} />
      <ImportPeople onDone={reload} />
      <Field label={t('find_person')} type="search" value={q} onInput={(e) => setQ(e.currentTarget.value)} />
      <Loaded load={load} onRetry={reload}>
        {({ people }) => (
          <div class="table-frame">
            <table class="table">
              <tbody>
                {people.map((person) => (
                  <tr key={person.id}>
                    <th scope="row">{person.name}</th>
                    <td>{person.userName ?? person.email}</td>
                    <td>
                      <select
                        aria-label={t('role_of', { name: person.name })}
                        value={person.role}
                        onChange={(e) => change(person, { role: roleOf(e.currentTarget.value) })}
                      >
                        {roleOptions().map(({ value, label }) => (
                          <option key={value} value={value}>
                            {label}
                          </option>
                        ))}
                      </select>
                    </td>
                    <td>{t(`person_${person.state}`)}</td>
                    <td class="table-acts">
                      <Button onClick={() => change(person, { active: person.state === 'deactivated' })}>
                        {t(person.state === 'deactivated' ? 'activate' : 'deactivate')}
                      </Button>
                      {!person.isInstitutions && person.state !== 'deactivated' && (
                        <Button
                          onClick={() =>
                            void act(async () => {
                              const params = { personId: person.id };
                              setLink((await call('inviteAgain', { params })).link);
                            })
                          }
                        >
                          {t('new_link')}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      {link !== null && <Once title={t('invitation')} text={link} onClose={() => setLink(null)} />}
    </>
  );
}

function Invite({ onLink, onDone }: { onLink: (link: string | null) => void; onDone: () => void }) {
  const [userName, setUserName] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('proctor');
  const { isBusy, act } = useAct();
  return (
    <form
      class="admin-row"
      onSubmit={(event) => {
        event.preventDefault();
        void act(async () => {
          onLink((await call('invitePerson', { body: { userName, name, role } })).link);
          onDone();
        }, t('saved'));
      }}
    >
      <Field
        label={t('user_name')}
        required
        value={userName}
        onInput={(e) => setUserName(e.currentTarget.value)}
      />
      <Field label={t('person_name')} required value={name} onInput={(e) => setName(e.currentTarget.value)} />
      <Select
        label={t('role')}
        value={role}
        options={roleOptions()}
        onPick={(value) => setRole(roleOf(value))}
      />
      <Button look="primary" type="submit" busy={isBusy}>
        {t('invite')}
      </Button>
    </form>
  );
}

function ImportPeople({ onDone }: { onDone: () => void }) {
  const [report, setReport] = useState<Reply<'importPeople'> | null>(null);
  const { act } = useAct();
  const read = (file: File) =>
    void act(async () => {
      setReport(await call('importPeople', { body: { csv: await file.text() } }));
      onDone();
    });
  return (
    <div class="admin-row">
      <FileButton label={t('import_people')} accept=".csv,text/csv" onPick={read} />
      {report && (
        <div role="status">
          {report.errors.length === 0
            ? t('imported', { added: report.added, changed: report.changed })
            : t('nothing_imported')}
          <ul>
            {report.errors.map((error) => (
              <li key={`${error.line} ${error.field}`}>
                {t('line_error', {
                  line: error.line,
                  problem: labelOf('line_', error.code),
                  value: error.value,
                })}
              </li>
            ))}
            {report.links.map(({ userName, link }) => (
              <li key={userName}>
                {userName}: <code class="secret">{link}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
