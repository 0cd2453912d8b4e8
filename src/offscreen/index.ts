import { call, CallError, serve } from '../shared/webext/bus.ts';
import { Capture } from './capture/capture.ts';
import { listenForScreens } from './capture/screen/desktop-capture.ts';
import { ServerClock } from './clock.ts';
import { countFaces, countFacesIn } from './detect/count-faces.ts';
import { FaceFinder } from './detect/face-finder.ts';
import { measureLevel } from './detect/measure-level.ts';
import { ExamHost } from './exam/exam-host.ts';
import { sendPreview } from './exam/preview.ts';
import { ViewPorts } from './exam/view-ports.ts';
import { makePhoto } from './frames/photo.ts';
import { openJournalDatabase } from './journal/database.ts';
import { Leftovers } from './leftovers/leftovers.ts';

/** The offscreen document: devices, recorders, detection, journal and socket live here. This file only wires. */
const life = new AbortController();
const PHOTO_TIMEOUT_MS = 10_000;

const capture = new Capture();
const finder = new FaceFinder();
const ports = new ViewPorts();
const clock = new ServerClock();
// A connection each: one that met a full disk is dead for good.
const openDatabase = () => openJournalDatabase();
const leftovers = new Leftovers({
  openDatabase,
  now: () => clock.now(),
  onChange: (sessionIds) =>
    void call('background', 'leftovers/changed', { sessionIds }).catch(() => undefined),
  signal: life.signal,
});
const host = new ExamHost({ capture, clock, finder, ports, openDatabase }, leftovers);
host.listen();
void leftovers.look();
listenForScreens((source) => void capture.shareScreen(life.signal, source));

serve(
  'offscreen',
  {
    'session/attach': (attachment) => host.attach(attachment),
    'session/detach': () => host.detach(),
    'session/go': async () => {
      if (!host.current) throw new CallError('not_attached', 'offscreen follows no session');
      await host.current.go();
    },
    'language/set': ({ language }) => host.current?.speak(language),
    'capture/open': async (devices) => {
      await capture.open(devices, life.signal);
      return status();
    },
    'capture/share-screen': async () => {
      await capture.shareScreen(life.signal);
      return status();
    },
    'capture/take-tab': async ({ streamId }) => {
      await capture.takeTab(streamId);
      return status();
    },
    'capture/close': () => {
      capture.close();
      finder.stop();
    },
    'capture/status': () => status(),
    'camera/photo': async ({ kind }) => {
      if (!capture.frames) throw new CallError('no_camera', 'the camera is not open');
      const frame = await capture.frames.next(AbortSignal.timeout(PHOTO_TIMEOUT_MS));
      return makePhoto(frame, kind, kind === 'face' ? await countFacesIn(frame, finder) : null);
    },
    'detect/calibrate': async () => {
      const level = await measureLevel(capture, finder);
      if (level) await host.current?.calibrate(level);
      return { measured: level !== null };
    },
    'detect/faces': async () => ({ faces: await countFaces(capture, finder) }),
  },
  [],
);

const status = () => capture.status(host.current?.isRecording ?? false);

sendPreview(capture, ports, life.signal);
