import type { FromView, ToView } from '../../protocol/view-port.ts';
import type { SmallPicture } from '../../protocol/small-picture.ts';
import type { PanelSource, PanelState } from '../panel/source.ts';
import { followWords } from '../texts.ts';
import { openViewLink } from './view-link.ts';

export interface LiveSource extends PanelSource {
  set: (change: Partial<PanelState>) => void;
  /** Like `send`, but kept for the next connection when nobody is there. For what must not be lost. */
  sendLater: (message: FromView) => void;
}

/** The panel's source over the port. `onOpen`: somebody is there who knows nothing of this page yet. */
export function liveSource(onOpen: () => void, signal: AbortSignal): LiveSource {
  let state: PanelState = {
    link: 'connecting',
    view: null,
    words: followWords((words) => set({ words }), signal),
    startLabel: null,
  };
  const listeners = new Set<() => void>();
  const painters = new Set<(picture: SmallPicture) => void>();
  const pictures = new Set<(picture: Extract<ToView, { type: 'picture' }>) => void>();
  let kept: FromView[] = [];

  const set = (change: Partial<PanelState>) => {
    state = { ...state, ...change };
    for (const changed of listeners) changed();
  };
  const take = (message: ToView) => {
    if (message.type === 'small-frame') for (const paint of painters) paint(message.picture);
    if (message.type === 'picture') for (const give of pictures) give(message);
    if (message.type === 'second-tab') set({ isSecondTab: message.isSecond });
    if (message.type === 'idle') set({ link: 'idle' });
    if (message.type === 'view') set({ link: 'live', view: message.view });
  };
  const link = openViewLink(
    {
      onMessage: take,
      onOpen: () => {
        for (const message of kept.splice(0)) link.send(message);
        onOpen();
      },
      onLost: () => set({ link: 'connecting' }),
      onOrphaned: () => set({ link: 'orphaned' }),
    },
    signal,
  );
  const subscribeTo =
    <T>(set: Set<T>) =>
    (item: T) => {
      set.add(item);
      return () => void set.delete(item);
    };

  return {
    set,
    state: () => state,
    subscribe: subscribeTo(listeners),
    frames: subscribeTo(painters),
    pictures: subscribeTo(pictures),
    send: link.send,
    sendLater: (message) => {
      if (!link.send(message)) kept = [...kept, message].slice(-20);
    },
  };
}
