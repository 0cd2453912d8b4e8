import { useState } from 'preact/hooks';
import type { GroupHead } from '../../../protocol/api/admin/groups.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { call } from '../server.ts';
import { useAct } from './act.ts';
import { Loaded } from './loaded.tsx';
import { linesOf } from './lines-of.ts';
import { t } from './texts.ts';
import { useLoad } from './use-load.ts';

/** Groups of people, as exams name them. */
export function GroupsPage() {
  const { load, reload } = useLoad((signal) => call('adminGroups', {}, { signal }));
  const [name, setName] = useState('');
  const { isBusy, act } = useAct();
  return (
    <>
      <h1>{t('section_groups')}</h1>
      <form
        class="admin-row"
        onSubmit={(event) => {
          event.preventDefault();
          void act(async () => {
            await call('createGroup', { body: { name, members: [] } });
            setName('');
            reload();
          }, t('saved'));
        }}
      >
        <Field label={t('new_group')} required value={name} onInput={(e) => setName(e.currentTarget.value)} />
        <Button look="primary" type="submit" busy={isBusy}>
          {t('create')}
        </Button>
      </form>
      <Loaded load={load} onRetry={reload}>
        {({ groups }) =>
          groups.length === 0 ? (
            <p class="quiet">{t('groups_none')}</p>
          ) : (
            groups.map((group) => <Group key={group.id} group={group} onDone={reload} />)
          )
        }
      </Loaded>
    </>
  );
}

function Group({ group, onDone }: { group: GroupHead; onDone: () => void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="panel" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        <strong>{group.name}</strong>{' '}
        <span class="quiet">{t('group_count', { count: group.memberCount })}</span>
      </summary>
      {isOpen && <Members group={group} onDone={onDone} />}
    </details>
  );
}

function Members({ group, onDone }: { group: GroupHead; onDone: () => void }) {
  const params = { groupId: group.id };
  const { load, reload } = useLoad((signal) => call('adminGroup', { params }, { signal }), group.id);
  const { isBusy, act } = useAct();
  const save = ({ name, members }: { name: string; members: string[] }) =>
    void act(async () => {
      await call('putGroup', { params, body: { name, members } });
      onDone();
    }, t('saved'));
  const remove = () =>
    void act(async () => {
      await call('deleteGroup', { params });
      onDone();
    }, t('group_deleted'));
  return (
    <Loaded load={load} onRetry={reload}>
      {(value) => <MembersForm value={value} busy={isBusy} onSave={save} onRemove={remove} />}
    </Loaded>
  );
}

interface FormProps {
  value: { name: string; members: readonly string[] };
  busy: boolean;
  onSave: (value: { name: string; members: string[] }) => void;
  onRemove: () => void;
}

function MembersForm({ value, busy, onSave, onRemove }: FormProps) {
  const [name, setName] = useState(value.name);
  const [members, setMembers] = useState(value.members.join('\n'));
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ name, members: linesOf(members) });
      }}
    >
      <Field label={t('name')} required value={name} onInput={(e) => setName(e.currentTarget.value)} />
      <label>
        {t('students_list')}
        <textarea rows={6} value={members} onInput={(e) => setMembers(e.currentTarget.value)} />
      </label>
      <div class="admin-row">
        <Button type="submit" busy={busy}>
          {t('group_save')}
        </Button>
        <Button look="danger" busy={busy} onClick={onRemove}>
          {t('delete_group')}
        </Button>
      </div>
    </form>
  );
}
