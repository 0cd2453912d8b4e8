import type { Readiness, Room } from '../../../protocol/grid.ts';
import type { PersonId } from '../../../protocol/ids.ts';
import { Badge } from '../../../ui/badge.tsx';
import { formatDateTime } from '../format.ts';
import { language, t } from '../texts.ts';

interface Props {
  students: readonly Readiness[];
  room: Room;
  /** Gives a student to a proctor, or back to the even share; null = only an admin may. */
  onGive: ((studentId: PersonId, proctorId: PersonId | null) => Promise<void>) | null;
}

const kinds = { passed: 'good', failed: 'bad', not_tried: 'plain' } as const;
/** What has to be done comes first. */
const ranks: readonly Readiness['state'][] = ['failed', 'not_tried', 'passed'];

/** Who has passed the check ahead, who failed what, who has not tried. */
export function ReadinessTable({ students, room, onGive }: Props) {
  const hasProctors = room.proctors.length > 0;
  const sorted = students.toSorted((a, b) => ranks.indexOf(a.state) - ranks.indexOf(b.state));
  return (
    <div class="table-frame">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t('column_student')}</th>
            <th scope="col">{t('ready_column')}</th>
            <th scope="col">{t('ready_what')}</th>
            <th scope="col">{t('ready_when')}</th>
            {hasProctors && <th scope="col">{t('ready_proctor')}</th>}
          </tr>
        </thead>
        <tbody>
          {sorted.map((student) => (
            <tr key={student.studentId ?? student.name}>
              <th scope="row">{student.name}</th>
              <td>
                <Badge kind={kinds[student.state]}>{t(`readiness_${student.state}`)}</Badge>
              </td>
              <td>{student.failed.map(({ id }) => t(`check_${id}`)).join(', ') || '—'}</td>
              <td class="moment">
                {student.checkedAt === null ? '—' : formatDateTime(student.checkedAt, language.value)}
              </td>
              {hasProctors && (
                <td>
                  <Proctor {...{ student, room, onGive }} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Proctor({ student, room, onGive }: Pick<Props, 'room' | 'onGive'> & { student: Readiness }) {
  const { studentId, proctorId, isFixed, name } = student;
  const own = room.proctors.find(({ id }) => id === proctorId)?.name ?? '—';
  if (!onGive || studentId === null) return <>{own}</>;
  return (
    <select
      class="room-give"
      aria-label={t('give_to', { name })}
      value={isFixed && proctorId !== null ? proctorId : ''}
      onChange={(event) => {
        const chosen = room.proctors.find(({ id }) => id === event.currentTarget.value);
        void onGive(studentId, chosen?.id ?? null);
      }}
    >
      <option value="">{t('give_evenly', { name: own })}</option>
      {room.proctors.map((proctor) => (
        <option key={proctor.id} value={proctor.id}>
          {proctor.name}
        </option>
      ))}
    </select>
  );
}
