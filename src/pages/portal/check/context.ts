import { call } from '../../../shared/webext/bus.ts';
import { account } from '../state/account.ts';
import { ask } from '../state/server.ts';
import type { DeviceAnswer } from './ask-devices.ts';
import type { CheckContext } from './check.ts';

/** The world as the checks see it, in this browser and against the paired server. */
export async function makeContext(
  deviceCause: DeviceAnswer,
  allowMultipleDisplays: boolean,
): Promise<CheckContext> {
  return {
    capture: () => call('offscreen', 'capture/status'),
    countFaces: async () => (await call('offscreen', 'detect/faces')).faces,
    calibrate: async () => (await call('offscreen', 'detect/calibrate')).measured,
    countDisplays: async () =>
      (await chrome.system.display.getInfo()).filter(({ isEnabled }) => isEnabled).length,
    deviceCause,
    allowMultipleDisplays,
    userAgent: navigator.userAgent,
    system: await systemName(),
    now: () => Date.now(),
    server: {
      origin: account.value?.origin ?? '',
      time: async (signal) => (await ask('time', {}, { signal })).now,
      uploadProbe: async (bytes, signal) =>
        (await ask('uploadProbe', { body: bytes }, { signal, timeoutMs: 20_000 })).bytes,
      liveTicket: async (signal) => (await ask('liveTicket', {}, { signal })).ticket,
      iceServers: async (signal) => (await ask('iceServers', {}, { signal })).iceServers,
    },
  };
}

/** Chrome's frozen user agent hides the version of the system; this is where it still tells it. */
async function systemName(): Promise<string> {
  const { userAgentData } = navigator as Navigator & { userAgentData?: UserAgentData };
  if (!userAgentData) return '';
  const { platform, platformVersion } = await userAgentData.getHighEntropyValues([
    'platform',
    'platformVersion',
  ]);
  return nameSystem(platform, platformVersion);
}
interface UserAgentData {
  getHighEntropyValues(hints: string[]): Promise<{ platform: string; platformVersion: string }>;
}

/** Windows 11 reports itself as 13 and later (Microsoft, "Detect Windows 11 using User-Agent Client Hints"). */
export function nameSystem(platform: string, version: string): string {
  const major = Number.parseInt(version, 10);
  if (platform === 'Windows') return major >= 13 ? 'Windows 11' : major > 0 ? 'Windows 10' : 'Windows 7–8.1';
  return version ? `${platform} ${version}` : platform;
}
