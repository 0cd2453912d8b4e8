import { expect, test } from 'vitest';
import { checkCauses, checkIds } from '../../../protocol/check.ts';
import { hasText } from '../texts.ts';
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
});
test.each([
  ['browser', 'outdated', 'update'],
  ['browser', 'mobile', null],
  ['camera', 'dismissed', 'own_site'],
  ['microphone', 'refused', 'own_site'],
  ['camera', 'missing', 'camera'],
  ['camera', 'muted', 'camera'],
  ['microphone', 'missing', 'microphone'],
  ['microphone', 'silent', 'microphone'],
  ['detection', 'no_webgl', 'system'],
  ['detection', 'failed', 'system'],
  ['detection', 'timeout', null],
  // The system's own settings cannot be opened from a page, and another program is no setting.
  ['camera', 'denied_by_system', null],
  ['camera', 'busy', null],
  ['screen', 'dismissed', null],
  ['light', 'dark', null],
] as const)('%s %s leads to %s', (id, cause, page) => {
  expect(settingsPage({ id, cause })).toBe(page);
  if (page !== null) expect(hasText(`settings_${page}`)).toBe(true);
});
test('every page of the settings is Chrome’s own', () => {
  for (const page of ['own_site', 'camera', 'microphone', 'system', 'update'] as const)
    expect(settingsUrl(page, 'chrome-extension://abc')).toMatch(/^chrome:\/\//);
});
