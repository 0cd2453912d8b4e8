import type { ExamView, FromView, ToView } from '../../protocol/view-port.ts';
import type { Frames } from '../../ui/own-video.tsx';
import type { PanelWords } from '../texts.ts';

type Picture = Extract<ToView, { type: 'picture' }>;

/** Where the panel gets what it shows: the link to offscreen, or canned views on the test page. */
export interface PanelSource {
  state: () => PanelState;
  /** Calls `changed` after every change until the returned function is called. */
  subscribe: (changed: () => void) => () => void;
  frames: Frames;
  /** Pictures of the chat, as they come; gives what ends it. */
  pictures: (take: (picture: Picture) => void) => () => void;
  /** False when nobody takes the message now: it was not sent. */
  send: (message: FromView) => boolean;
}

export interface PanelState {
  /**
   * `connecting` = nobody answers yet (what was known last stays visible); `idle` = no exam is under way; `orphaned`
   * = the extension was updated or removed under this page, only a reload helps.
   */
  link: 'connecting' | 'live' | 'idle' | 'orphaned';
  view: ExamView | null;
  /** This page stands in another tab than the exam. */
  isSecondTab?: boolean;
  words: PanelWords;
  /** The LMS's own words on the button that starts the attempt, when this page has one. */
  startLabel: string | null;
}
