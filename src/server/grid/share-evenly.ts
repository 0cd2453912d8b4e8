/** Who of a room's proctors has which student. */
export interface Share<Id extends string> {
  studentId: Id;
  proctorId: Id;
  /** Given by hand: never moved. */
  isFixed: boolean;
}

/**
 * Shares students evenly among proctors. Whoever has a proctor keeps them as far as that stays even: a proctor who
 * knows their students by now should not lose them for a newcomer. Fixed ones stay where they were put.
 */
export function shareEvenly<Id extends string>(
  students: readonly Id[],
  proctors: readonly Id[],
  known: readonly Share<Id>[],
): Share<Id>[] {
  if (proctors.length === 0) return [];
  const loads = new Map(proctors.map((id) => [id, 0]));
  const byStudent = new Map(
    known.filter(({ proctorId }) => loads.has(proctorId)).map((share) => [share.studentId, share]),
  );
  const least = Math.floor(students.length / proctors.length);
  const shares = new Map<Id, Share<Id>>();
  const take = (share: Share<Id>) => {
    shares.set(share.studentId, share);
    loads.set(share.proctorId, loads.get(share.proctorId)! + 1);
  };
  for (const id of students) {
    const share = byStudent.get(id);
    if (share?.isFixed) take(share);
  }
  for (const id of students) {
    const share = byStudent.get(id);
    if (share && !share.isFixed && loads.get(share.proctorId)! < least) take(share);
  }
  // Where it does not come out even, so many may have one more: were it all of them, a newcomer could be left with none.
  const rest = students.length % proctors.length;
  for (const id of students) {
    const share = byStudent.get(id);
    const above = [...loads.values()].filter((load) => load > least).length;
    if (share && !shares.has(id) && loads.get(share.proctorId) === least && above < rest) take(share);
  }
  for (const studentId of students) {
    if (shares.has(studentId)) continue;
    const [proctorId] = [...loads].reduce((least, each) => (each[1] < least[1] ? each : least));
    take({ studentId, proctorId, isFixed: false });
  }
  return students.map((id) => shares.get(id)!);
}
