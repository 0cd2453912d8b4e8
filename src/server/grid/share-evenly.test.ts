import { describe, expect, it } from 'vitest';
import { type Share, shareEvenly } from './share-evenly.ts';

const students = Array.from({ length: 10 }, (_, n) => `s${n}`);
const loads = (shares: Share<string>[]) => {
  const groups = Map.groupBy(shares, ({ proctorId }) => proctorId);
  return Object.fromEntries([...groups].map(([id, all]) => [id, all.length]));
};

describe('a room', () => {
  it('is shared evenly, and nobody is without a proctor', () => {
    const shares = shareEvenly(students, ['a', 'b', 'c'], []);
    expect(shares.map(({ studentId }) => studentId)).toEqual(students);
    expect(loads(shares)).toEqual({ a: 4, b: 3, c: 3 });
    expect(shareEvenly(students, [], shares)).toEqual([]);
  });

  it('leaves students where they are when it can', () => {
    const two = shareEvenly(students, ['a', 'b'], []);
    const three = shareEvenly(students, ['a', 'b', 'c'], two);
    expect(loads(three)).toEqual({ a: 4, b: 3, c: 3 });
    const moved = three.filter((share, n) => share.proctorId !== two[n]!.proctorId);
    expect(moved.every(({ proctorId }) => proctorId === 'c')).toBe(true);
    expect(shareEvenly(students, ['a', 'b', 'c'], three)).toEqual(three);
  });

  it('leaves a newcomer no fewer than anybody else, also where it does not come out even', () => {
    const many = Array.from({ length: 61 }, (_, n) => `s${n}`);
    const proctors = Array.from({ length: 10 }, (_, n) => `p${n}`);
    const before = shareEvenly(many, proctors.slice(0, 9), []);
    const counts = Object.values(loads(shareEvenly(many, proctors, before)));
    expect(counts.toSorted((a, b) => a - b)).toEqual([6, 6, 6, 6, 6, 6, 6, 6, 6, 7]);
  });

  it('gives the students of a proctor who left to the others, and a newcomer to who has fewest', () => {
    const two = shareEvenly(students, ['a', 'b'], []);
    expect(loads(shareEvenly(students, ['b'], two))).toEqual({ b: 10 });
    const before = shareEvenly(students.slice(0, 9), ['a', 'b'], []);
    const after = shareEvenly(students, ['a', 'b'], before);
    expect(after.slice(0, 9)).toEqual(before);
    expect(after[9]).toEqual({ studentId: 's9', proctorId: 'b', isFixed: false });
  });

  it('never moves who was given by hand', () => {
    const fixed = students.map((studentId) => ({ studentId, proctorId: 'a', isFixed: true }));
    expect(shareEvenly(students, ['a', 'b'], fixed)).toEqual(fixed);
  });
});
