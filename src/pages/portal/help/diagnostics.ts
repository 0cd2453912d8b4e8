import { call } from '../../../shared/webext/bus.ts';
import { account } from '../state/account.ts';
import { session } from '../state/exam-view.ts';

/** What support needs to know of this computer: no names, no addresses of pages, no keys. */
export async function diagnostics(): Promise<string> {
  const capture = await call('offscreen', 'capture/status').catch(() => null);
  const displays = await chrome.system.display.getInfo();
  const memory = await navigator.storage.estimate();
  const permission = (name: 'camera' | 'microphone') =>
    navigator.permissions.query({ name }).then(({ state }) => `${name} ${state}`);
  return [
    `Examus ${chrome.runtime.getManifest().version}`,
    new Date().toISOString(),
    navigator.userAgent,
    `language ${navigator.language}, interface ${chrome.i18n.getUILanguage()}`,
    `server ${account.value?.origin ?? '-'}`,
    `session ${session.value ? `${session.value.id} ${session.value.phase}` : '-'}`,
    `permissions: ${await permission('camera')}, ${await permission('microphone')}`,
    `camera ${capture?.camera.state ?? '-'}, microphone ${capture?.microphone.state ?? '-'}, screen ${capture?.screen.state ?? '-'}`,
    `displays ${displays.map(({ bounds }) => `${bounds.width}×${bounds.height}`).join(', ')}`,
    `storage ${Math.round((memory.usage ?? 0) / 1e6)} of ${Math.round((memory.quota ?? 0) / 1e6)} MB`,
    `online ${navigator.onLine}`,
  ].join('\n');
}
