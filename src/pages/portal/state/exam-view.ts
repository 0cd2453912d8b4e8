import { signal } from '@preact/signals';
import type { SessionView } from '../../../protocol/views.ts';
import { type ExamView, type FromView, type ToView, VIEW_PORT } from '../../../protocol/view-port.ts';
import { call } from '../../../shared/webext/bus.ts';
import { newerSession } from './newer-session.ts';

/** The session under way, whoever told of it last; null when there is none. */
export const session = signal<SessionView | null>(null);
/** What offscreen sees; null until it told. */
export const view = signal<ExamView | null>(null);
/** How often offscreen was connected to: a new one has heard nothing yet. */
export const connections = signal(0);
/** `data:` URL of the newest picture of the own camera. */
export const frame = signal<string | null>(null);

export function takeSession(next: SessionView): void {
  session.value = newerSession(session.value, next);
}
export function forgetSession(): void {
  session.value = null;
  view.value = null;
}

let port: chrome.runtime.Port | null = null;
let wantedFps = 0;

/** Connects to offscreen and stays connected until `signal` aborts: offscreen may be made anew under us. */
export async function followExam(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await call('background', 'offscreen/ensure').catch(() => undefined);
    await connectOnce(signal);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

function connectOnce(signal: AbortSignal): Promise<void> {
  return new Promise((gone) => {
    const opened = chrome.runtime.connect({ name: VIEW_PORT });
    port = opened;
    opened.onMessage.addListener((message: ToView) => receive(message));
    opened.onDisconnect.addListener(() => {
      // Reading it marks the error as seen; a missing listener is the usual case here.
      void chrome.runtime.lastError;
      if (port === opened) port = null;
      frame.value = null;
      gone();
    });
    signal.addEventListener('abort', () => {
      opened.disconnect();
      gone();
    });
    tell({ type: 'looking', fps: wantedFps });
    connections.value += 1;
  });
}

function receive(message: ToView): void {
  if (message.type === 'frame') {
    frame.value = `data:image/webp;base64,${message.webp}`;
  } else if (message.type === 'view') {
    view.value = message.view;
    takeSession(message.view.session);
  } else if (message.type === 'idle') {
    view.value = null;
  }
}

export function tell(message: FromView): void {
  port?.postMessage(message);
}
/** Pictures cost power: only while the student looks at them. */
export function look(fps: number): void {
  wantedFps = fps;
  if (fps === 0) frame.value = null;
  tell({ type: 'looking', fps });
}
