import { expect, test } from 'vitest';
import { demandsOf } from './demands.ts';

type Exam = Parameters<typeof demandsOf>[0][number];
const exam = (
  name: string,
  demands: Partial<NonNullable<Exam['demands']>> = {},
  more: Partial<Exam> = {},
) => ({
  name,
  state: 'upcoming' as const,
  trial: false,
  demands: { allowMultipleDisplays: false, softChecks: [], ...demands },
  ...more,
});

test('with no exam in sight everything is needed', () => {
  const over = exam('over', { allowMultipleDisplays: true }, { state: 'finished' });
  expect(demandsOf([over])).toMatchObject({ allowMultipleDisplays: false, softChecks: [] });
});
test('what every exam to come does without only advises', () => {
  const exams = [
    exam('A', { allowMultipleDisplays: true, softChecks: ['camera', 'microphone'] }),
    exam('B', { allowMultipleDisplays: true, softChecks: ['microphone'] }, { state: 'open' }),
  ];
  const demands = demandsOf(exams);
  expect(demands).toMatchObject({ allowMultipleDisplays: true, softChecks: ['microphone'] });
  expect(demands.neededBy).toMatchObject({ camera: ['B'], microphone: [], screen: ['A', 'B'], displays: [] });
});
test('one exam that needs it is enough, and is named', () => {
  const exams = [exam('A', { allowMultipleDisplays: true }), exam('B')];
  expect(demandsOf(exams)).toMatchObject({ allowMultipleDisplays: false, neededBy: { displays: ['B'] } });
});
test('a rehearsal asks for nothing that the exams do not', () => {
  const rehearsal = exam('R', {}, { trial: true, state: 'open' });
  expect(demandsOf([rehearsal, exam('A', { allowMultipleDisplays: true })]).allowMultipleDisplays).toBe(true);
  expect(demandsOf([rehearsal]).neededBy.displays).toEqual(['R']);
});
test('a server that does not tell what an exam needs is taken at its strictest', () => {
  expect(demandsOf([exam('A', {}, { demands: undefined })])).toMatchObject({ allowMultipleDisplays: false });
});
