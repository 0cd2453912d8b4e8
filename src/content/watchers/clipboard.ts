import type { FromView } from '../../protocol/view-port.ts';

type Act = Extract<FromView, { type: 'clipboard' }>['act'];

/**
 * Tells of every paste into and copy from the page; never what it was. The panel's own stop at the key shield. A frame
 * that an editor made (Moodle's essay questions) has no script of ours: it is watched from here once it has the focus.
 */
export function watchClipboard(tell: (act: Act) => void, signal: AbortSignal): void {
  const note = ({ type }: Event) => tell(type as Act);
  const watch = (page: Window) => {
    // The same listener again is no second one.
    for (const act of ['paste', 'copy', 'cut']) page.addEventListener(act, note, { capture: true, signal });
  };
  const watchEditor = () => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLIFrameElement && isMadeHere(activeElement))
      watch(activeElement.contentWindow!);
  };
  watch(window);
  // The focus has moved only after this event.
  addEventListener('blur', () => setTimeout(watchEditor), { signal });
}

/**
 * Its own address says so, not its document's: that is about:blank, about:srcdoc (TinyMCE 6) or, once written to (older
 * editors), the page's.
 */
const isMadeHere = (frame: HTMLIFrameElement): boolean =>
  frame.contentDocument !== null &&
  (frame.src === '' ||
    frame.hasAttribute('srcdoc') ||
    frame.src.startsWith('about:') ||
    frame.src.startsWith('javascript:'));
