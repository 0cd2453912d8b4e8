import type { CheckResult } from '../../../protocol/check.ts';
import { hasText, type TextKey } from '../texts.ts';

/** What to do about a failed check: the text for this check and cause, else for the check, else for the cause. */
export function remedyKey({ id, cause = 'failed' }: Pick<CheckResult, 'id' | 'cause'>): TextKey {
  const wanted = [`remedy_${id}_${cause}`, `remedy_${id}`, `remedy_${cause}`];
  return wanted.find(hasText) ?? 'remedy_failed';
}

export type SettingsPage = 'own_site' | 'camera' | 'microphone' | 'system' | 'update';

/** The page of Chrome's settings that helps, where one does. */
export function settingsPage({ id, cause }: Pick<CheckResult, 'id' | 'cause'>): SettingsPage | null {
  if (id === 'browser') return cause === 'outdated' ? 'update' : null;
  if (id === 'detection') return cause === 'no_webgl' || cause === 'failed' ? 'system' : null;
  if (id !== 'camera' && id !== 'microphone') return null;
  switch (cause) {
    // Chrome stops asking after a few questions that were closed without an answer.
    case 'refused':
    case 'dismissed':
      return 'own_site';
    // None, or not the one that was meant: Chrome's default device is chosen there.
    case 'missing':
    case 'muted':
    case 'silent':
      return id;
    default:
      return null;
  }
}

/** The camera belongs to the extension's own entry in Chrome's settings, not to any site's. */
export const settingsUrl = (page: SettingsPage, extensionOrigin: string): string =>
  ({
    own_site: `chrome://settings/content/siteDetails?site=${encodeURIComponent(extensionOrigin)}`,
    camera: 'chrome://settings/content/camera',
    microphone: 'chrome://settings/content/microphone',
    system: 'chrome://settings/system',
    update: 'chrome://help',
  })[page];
