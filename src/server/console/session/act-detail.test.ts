import { expect, test, vi } from 'vitest';
import type { SessionDetail } from '../../../protocol/api.ts';
import { actBy, actDetail } from './act-detail.ts';

vi.hoisted(() => vi.stubGlobal('localStorage', { getItem: () => 'ru' }));

const id = '2972dbe7-cee3-47d6-b645-07dcdd4a698c';
const warnings = [{ id, type: 'phone' }] as unknown as SessionDetail['warnings'];
const line = (what: string, detail: string, who = 'Данияр') => ({ at: 1, what, who, detail });

test.each([
  ['photo_sent', 'face', 'Лицо'],
  ['warning_confirmed', `${id} видно`, 'Используется телефон: видно'],
  ['warning_dismissed', id, 'Используется телефон'],
  ['warning_forwarded', `${id} phone`, 'Используется телефон'],
  ['warning_added', 'phone: в руке: чёрный', 'Используется телефон: в руке: чёрный'],
  ['extended', '10 min: сеть', '10 минут: сеть'],
  ['ended', 'как есть', 'как есть'],
  ['warning_confirmed', 'unknown id', 'unknown id'],
])('%s «%s»', (what, detail, words) => {
  expect(actDetail(line(what, detail), warnings)).toBe(words);
});

test('the server itself', () => {
  expect(actBy(line('scored', '7', 'system'))).toBe('система');
  expect(actBy(line('scored', '7'))).toBe('Данияр');
});
