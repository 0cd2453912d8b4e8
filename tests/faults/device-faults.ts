import { callExtension } from '../support/call-extension.ts';
import { allow } from '../support/permissions.ts';
import { press, readAloud } from '../support/page-tools.ts';
import { until } from '../support/wait.ts';
import { words } from '../support/words.ts';
import type { Fault } from './fault.ts';
import type { FaultExam } from './fault-exam.ts';
import { happensToTracks } from './tracks.ts';

const SHARE = `«${words('panel', 'mend_screen')}»`;

/** Camera, microphone and screen go away, as hardware, system and student can make them. */
export const deviceFaults: Fault[] = [
  {
    name: 'camera-ended',
    title: 'camera track ended',
    // Gone is gone: until it is noticed (2 s) and opened again.
    mayMissSeconds: 3,
    during: async (exam) => {
      await happensToTracks(exam, 'camera', 'end');
      exam.isOver();
    },
  },
  {
    name: 'microphone-muted',
    title: 'microphone muted',
    mayMissSeconds: 0,
    during: async (exam) => {
      await happensToTracks(exam, 'microphone', 'mute');
      await exam.student.hearsInPanel(words('panel', 'muted_microphone'), 5000);
      await happensToTracks(exam, 'microphone', 'unmute');
      exam.isOver();
    },
  },
  {
    name: 'screen-stopped',
    title: 'screen share stopped',
    mayDo: [SHARE],
    mayMissSeconds: 0,
    // Until the student shares again.
    screenMayMissSeconds: 4,
    during: async (exam) => {
      await happensToTracks(exam, 'screen', 'end');
      const label = words('panel', 'mend_screen');
      await exam.does(SHARE, () => press(exam.student.quiz, label));
      exam.isOver();
    },
  },
  {
    name: 'wrong-surface',
    title: 'wrong surface picked',
    mayDo: [SHARE],
    mayMissSeconds: 0,
    screenMayMissSeconds: 8,
    during: async (exam) => {
      await pickNext(exam, 'window');
      await happensToTracks(exam, 'screen', 'end');
      const label = words('panel', 'mend_screen');
      await exam.does(SHARE, () => press(exam.student.quiz, label));
      // Refused: the student is asked again, and nothing of the window is kept.
      await until('the wrong surface to be refused', async () => {
        const { screen } = await callExtension(exam.student.portal, 'offscreen', 'capture/status');
        return screen.state === 'failed' && screen.cause === 'not_whole_screen';
      });
      await exam.does(SHARE, () => press(exam.student.quiz, label));
      exam.isOver();
    },
  },
  {
    name: 'camera-withdrawn',
    title: 'camera permission withdrawn',
    needs: { display: true },
    // Truly gone until it is given again.
    mayMissSeconds: 8,
    during: async (exam) => {
      await allow(exam.machine, 'camera', 'denied');
      await exam.student.hearsInPanel(words('panel', 'lost_camera'), 5000);
      await allow(exam.machine, 'camera', 'granted');
      exam.isOver();
      // By itself: what Chrome's settings allow again needs no button of ours.
      await until(
        'the lost camera to be told of no more',
        async () => !(await readAloud(exam.student.quiz)).includes(words('panel', 'lost_camera')),
        { timeoutMs: 10_000 },
      );
    },
  },
];

/** The next thing the picker gives is not a screen. */
async function pickNext({ machine }: FaultExam, surface: 'window' | 'browser'): Promise<void> {
  const offscreen = await machine.offscreen();
  await offscreen.evaluate((surface) => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getDisplayMedia.bind(mediaDevices);
    mediaDevices.getDisplayMedia = async (options) => {
      mediaDevices.getDisplayMedia = ask;
      const stream = await ask(options);
      for (const track of stream.getVideoTracks()) {
        const settings = track.getSettings.bind(track);
        track.getSettings = () => ({ ...settings(), displaySurface: surface });
      }
      return stream;
    };
  }, surface);
}
