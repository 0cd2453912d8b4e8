import { expect, it } from 'vitest';
import { listPath, sessionPath, viewOf } from './views.ts';

const id = '6f9619ff-8b86-4d01-b42d-00c04fc964ff';

it('reads a session out of the address and writes it back', () => {
  const view = viewOf(`/console/sessions/${id}`, '');
  expect(view).toEqual({ page: 'session', id });
  expect(view.page === 'session' && sessionPath(view.id)).toBe(`/console/sessions/${id}`);
});

it('keeps good filters and drops made-up ones', () => {
  const view = viewOf('/console/', `?phase=live&review=nonsense&q=Иванов&examId=${id}`);
  expect(view).toEqual({
    page: 'sessions',
    filters: { phase: 'live', review: undefined, q: 'Иванов', examId: id },
  });
  expect(
    view.page === 'sessions' && viewOf('/console/', new URL(listPath(view.filters), 'http://x').search),
  ).toEqual(view);
  expect(listPath({ examId: undefined, phase: undefined, review: undefined, q: '' })).toBe('/console/');
});

it('says so when the address means nothing', () => {
  expect(viewOf('/console/sessions/1', '')).toEqual({ page: 'lost' });
  expect(viewOf('/console/nothing', '')).toEqual({ page: 'lost' });
});
