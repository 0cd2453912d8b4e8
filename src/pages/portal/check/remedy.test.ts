import { expect, test } from 'vitest';
import { checkCauses, checkIds } from '../../../protocol/check.ts';
import { remedyKey, settingsPage, settingsUrl } from './remedy.ts';

test('refused, dismissed, denied by the system, busy and missing are told apart', () => {
  const keys = (['refused', 'dismissed', 'denied_by_system', 'busy', 'missing'] as const).map((cause) =>
    remedyKey({ id: 'camera', cause }),
  );
  expect(new Set(keys).size).toBe(keys.length);
});
test('every check has words for every cause', () => {
  for (const id of checkIds)
    for (const cause of checkCauses) expect(remedyKey({ id, cause })).toMatch(/^remedy_/);
});
test('the text for this very check goes before the general one', () => {
  expect(remedyKey({ id: 'screen', cause: 'dismissed' })).toBe('remedy_screen_dismissed');
});
test('a refused camera leads to the extension’s own entry', () => {
  expect(settingsPage({ id: 'camera', cause: 'refused' })).toBe('own_site');
  expect(settingsUrl('own_site', 'chrome-extension://abc')).toBe(
    'chrome://settings/content/siteDetails?site=chrome-extension%3A%2F%2Fabc',
  );
  expect(settingsPage({ id: 'light', cause: 'dark' })).toBeNull();
});
