import type { ComponentChild } from 'preact';
import type ruCommon from '../../../assets/_locales/ru/common.json';
import type ru from '../../../assets/_locales/ru/panel-late.json';
import type { Support } from '../../protocol/views.ts';
import type { ExamView } from '../../protocol/view-port.ts';
import type { Table, Translate } from '../../shared/i18n.ts';
import type { lateCommonKeys } from '../common-keys.ts';
import type { PanelSource } from '../panel/source.ts';
import type { PanelKey } from '../texts.ts';

/**
 * Parts of the panel that a page rarely needs at once. They stand in a second script, which the worker puts into the page
 * when the panel is drawn and the page idle (`arrival.ts`), so that the first script stays small.
 *
 * To add a part:
 * 1. name it and its props here;
 * 2. write its component in a file of its own beside this one, list it in `index.tsx`, put its styles into `late.css`;
 * 3. put `<Late part="…" {...{ props, t }} />` where it belongs in `panel/`. What stands inside `<Late>` is shown until the
 *    part is there (normally well under a second after the panel), and for good should it not come;
 * 4. its words go into the locale area `panel-late`, shared ones of `common` into `lateCommonKeys`. The `t` it gets knows
 *    these and all words of the panel.
 *
 * Preact is lent by the first script: a hook that no part has used yet is added to `kit.ts` and `borrowed-preact.ts` (the
 * build says so). From `panel/` import nothing of a late file but types: it would land in the first script.
 */
export interface LateParts {
  support: { support: Support };
  menu: { view: ExamView | null; onClose: () => void };
  finishQuestion: { view: ExamView; onYes: () => void; onNo: () => void };
  ending: { view: ExamView };
  /** Advice over one's own picture; small = beside the collapsed panel's. */
  coach: { view: ExamView; isSmall?: boolean };
  /** A break that was granted: asked for, and on. */
  breaks: { view: ExamView; source: PanelSource };
  /** Before the quiz while the exam stands still. */
  curtain: { view: ExamView; source: PanelSource };
  /** A picture of the chat. */
  picture: { id: string; source: PanelSource };
  /** Sends a picture. */
  attach: { source: PanelSource; isLive: boolean };
  /** What needs the student's hand now: something lost or muted, an end that comes by itself. */
  urgent: { view: ExamView; source: PanelSource };
}

export type LateKey = keyof typeof ru | Extract<keyof typeof ruCommon, (typeof lateCommonKeys)[number]>;
export type LateTexts = Translate<LateKey | PanelKey>;
export type LateTable = Table<LateKey>;

export type PartComponent<N extends keyof LateParts> = (
  props: LateParts[N] & { t: LateTexts },
) => ComponentChild;

/** What the second script brings. */
export interface LateBundle {
  parts: { [N in keyof LateParts]: PartComponent<N> };
  css: string;
}
