import { useState } from 'preact/hooks';
import type { ExamStudents } from '../../../protocol/api/admin/exams.ts';
import type { GroupHead } from '../../../protocol/api/admin/groups.ts';
import { Button } from '../../../ui/button.tsx';
import { linesOf } from './lines-of.ts';
import { t } from './texts.ts';

interface Props {
  value: ExamStudents;
  groups: readonly GroupHead[];
  busy: boolean;
  onSave: (value: ExamStudents) => void;
}

/** Everybody, or these people and groups. Saved by the button alone: a slip on the box must not empty a list. */
export function WhoMay({ value, groups, busy, onSave }: Props) {
  const listed = value.who === 'listed' ? value : { students: [], groupIds: [] };
  const [isAll, setAll] = useState(value.who === 'all');
  const [people, setPeople] = useState(listed.students.join('\n'));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(listed.groupIds));
  const groupIds = groups.map(({ id }) => id).filter((id) => chosen.has(id));
  const save = () => onSave(isAll ? { who: 'all' } : { who: 'listed', students: linesOf(people), groupIds });
  return (
    <>
      <label class="check-line">
        {/* Chrome would tick it as it was before a reload, past what is known here. */}
        <input
          type="checkbox"
          autocomplete="off"
          checked={isAll}
          onChange={(e) => setAll(e.currentTarget.checked)}
        />
        {t('who_all')}
      </label>
      {!isAll && (
        <>
          <label>
            {t('students_list')}
            <textarea rows={4} value={people} onInput={(e) => setPeople(e.currentTarget.value)} />
          </label>
          {groups.length > 0 && (
            <div role="group" aria-label={t('section_groups')}>
              {groups.map(({ id, name, memberCount }) => (
                <label key={id} class="check-line">
                  <input
                    type="checkbox"
                    checked={chosen.has(id)}
                    onChange={(e) => {
                      const next = new Set(chosen);
                      if (e.currentTarget.checked) next.add(id);
                      else next.delete(id);
                      setChosen(next);
                    }}
                  />
                  {name} <span class="quiet">{t('group_count', { count: memberCount })}</span>
                </label>
              ))}
            </div>
          )}
        </>
      )}
      <div class="admin-row">
        <Button busy={busy} onClick={save}>
          {t('who_save')}
        </Button>
      </div>
    </>
  );
}
