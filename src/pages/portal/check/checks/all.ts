import type { Check } from '../check.ts';
import { browser } from './browser.ts';
import { camera } from './camera.ts';
import { clock } from './clock.ts';
import { detection } from './detection.ts';
import { displays } from './displays.ts';
import { face } from './face.ts';
import { lens } from './lens.ts';
import { light } from './light.ts';
import { microphone } from './microphone.ts';
import { screen } from './screen.ts';
import { server } from './server.ts';
import { socket } from './socket.ts';
import { upload } from './upload.ts';
import { webrtc } from './webrtc.ts';

/** In the order they are shown. */
export const allChecks: readonly Check[] = [
  browser,
  camera,
  lens,
  light,
  face,
  microphone,
  screen,
  displays,
  server,
  upload,
  socket,
  webrtc,
  clock,
  detection,
];
