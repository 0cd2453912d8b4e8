import type { CheckCause } from '../../../protocol/check.ts';
import { call } from '../../../shared/webext/bus.ts';
import { mediaCause } from '../../../shared/media-cause.ts';
import { handOver } from './hand-over.ts';
import { pickScreen } from './desktop-track.ts';

/** Chrome's own picker, shown by offscreen. `otherWay`: it does not lead there, the next click takes the other. */
export async function shareByPicker(): Promise<{ cause: CheckCause | null; otherWay: boolean }> {
  const { screen } = await call('offscreen', 'capture/share-screen');
  if (screen.state === 'live') return { cause: null, otherWay: false };
  return {
    cause: screen.state === 'failed' ? screen.cause : 'dismissed',
    otherWay: screen.otherWay ?? false,
  };
}

/**
 * The dialog with screens only, in the student's click: Chrome asks for the permission first. This page holds the
 * screen then and has to stay open.
 */
export async function shareByDesktop(): Promise<CheckCause | null> {
  // First of all, while the click is fresh. Granted before, it says yes without a question.
  if (!(await chrome.permissions.request({ permissions: ['desktopCapture'] }))) return 'refused';
  try {
    const track = await pickScreen();
    await handOver(track).catch((error: unknown) => {
      track.stop();
      throw error;
    });
    return null;
  } catch (error) {
    return mediaCause(error);
  }
}
