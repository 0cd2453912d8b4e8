import { useState } from 'preact/hooks';
import type { Room } from '../../../protocol/grid.ts';
import type { PersonId } from '../../../protocol/ids.ts';
import { t } from '../texts.ts';

interface Props {
  room: Room;
  /** Null = only an admin may. */
  onChange: ((proctorIds: PersonId[]) => Promise<void>) | null;
}

/** Who proctors this exam; its students are shared among them evenly. */
export function ProctorsOfExam({ room, onChange }: Props) {
  const [isBusy, setBusy] = useState(false);
  const chosen = new Map(room.proctors.map((proctor) => [proctor.id, proctor.students]));
  const shown = onChange ? room.candidates : room.proctors;
  const toggle = async (id: PersonId) => {
    const ids = room.proctors.map((proctor) => proctor.id);
    setBusy(true);
    await onChange?.(chosen.has(id) ? ids.filter((other) => other !== id) : [...ids, id]);
    setBusy(false);
  };
  return (
    <section class="panel">
      <h2>{t('room_proctors')}</h2>
      <p class="quiet">{t(room.proctors.length === 0 ? 'room_everybody' : 'room_shared')}</p>
      <ul class="room-proctors plain">
        {shown.map(({ id, name }) => (
          <li key={id}>
            {onChange ? (
              <label>
                <input
                  type="checkbox"
                  checked={chosen.has(id)}
                  disabled={isBusy}
                  onChange={() => void toggle(id)}
                />{' '}
                {name}
              </label>
            ) : (
              name
            )}
            {chosen.has(id) && <small class="quiet"> {t('room_students', { count: chosen.get(id)! })}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}
