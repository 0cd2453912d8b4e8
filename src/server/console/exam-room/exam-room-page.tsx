import { useEffect, useState } from 'preact/hooks';
import type { CallInput, Reply } from '../../../protocol/api.ts';
import type { ExamId, PersonId } from '../../../protocol/ids.ts';
import { account } from '../account.ts';
import { announce, complain } from '../announce.tsx';
import { Failure } from '../failure.tsx';
import { formatDateTime } from '../format.ts';
import { call, type Load } from '../server.ts';
import { language, t } from '../texts.ts';
import { ProctorsOfExam } from './proctors-of-exam.tsx';
import { ReadinessTable } from './readiness-table.tsx';

export type ExamRoom = Reply<'examRoom'>;
type RoomChange = CallInput<'setExamRoom'>['body'];

/** An exam before its day: who is ready, who is not and why, and who proctors whom. */
export function ExamRoomPage({ id }: { id: ExamId }) {
  const [loaded, setLoaded] = useState<Load<ExamRoom>>({ state: 'loading' });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    call('examRoom', { params: { examId: id } }, { signal: stop.signal }).then(
      (value) => setLoaded({ state: 'ready', value }),
      (error: unknown) => stop.signal.aborted || setLoaded({ state: 'failed', error }),
    );
    return () => stop.abort();
  }, [id, tries]);
  if (loaded.state === 'loading') {
    return <main class="sessions" aria-busy="true" aria-label={t('loading')} />;
  }
  if (loaded.state === 'failed') {
    return (
      <main class="centre">
        <Failure error={loaded.error} onRetry={() => setTries(tries + 1)} />
      </main>
    );
  }
  const change = async (body: RoomChange) => {
    try {
      setLoaded({ state: 'ready', value: await call('setExamRoom', { params: { examId: id }, body }) });
      announce(t('room_saved'));
    } catch (error) {
      complain(error);
    }
  };
  return <Shown value={loaded.value} onChange={change} />;
}

function Shown({ value, onChange }: { value: ExamRoom; onChange: (body: RoomChange) => Promise<void> }) {
  const { exam, room, students } = value;
  const who = account.value;
  const isAdmin = who.state === 'in' && who.person.role === 'admin';
  useEffect(() => {
    document.title = `${exam.name} · Examus`;
  }, [exam.name]);
  const fixed = students.flatMap(({ studentId, proctorId, isFixed }) =>
    isFixed && studentId !== null && proctorId !== null ? [{ studentId, proctorId }] : [],
  );
  const proctorIds = room.proctors.map(({ id }) => id);
  const name = (chosen: PersonId[]) =>
    onChange({ proctorIds: chosen, fixed: fixed.filter(({ proctorId }) => chosen.includes(proctorId)) });
  const give = (studentId: PersonId, proctorId: PersonId | null) =>
    onChange({
      proctorIds,
      fixed: [
        ...fixed.filter((share) => share.studentId !== studentId),
        ...(proctorId === null ? [] : [{ studentId, proctorId }]),
      ],
    });
  return (
    <main class="sessions exam-room">
      <div class="sessions-head">
        <h1>{exam.name}</h1>
        <span class="quiet">
          {exam.courseName}
          {exam.startsAt !== null && ` · ${formatDateTime(exam.startsAt, language.value)}`}
        </span>
      </div>
      <ul class="room-counts plain">
        {(['passed', 'failed', 'not_tried'] as const).map((state) => (
          <li key={state} class={`panel room-count room-count-${state}`}>
            <strong>{students.filter((student) => student.state === state).length}</strong>
            {t(`ready_${state}`)}
          </li>
        ))}
      </ul>
      <ProctorsOfExam room={room} onChange={isAdmin ? name : null} />
      <ReadinessTable students={students} room={room} onGive={isAdmin ? give : null} />
    </main>
  );
}
