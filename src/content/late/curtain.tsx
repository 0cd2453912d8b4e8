import { useEffect } from 'preact/hooks';
import { timeOfDay } from '../../ui/clock-text.ts';
import type { LateTexts, PartComponent } from './parts.ts';

/**
 * Hides the quiz while the exam stands still, and leaves the panel beside it in reach. An element of its own: in the
 * panel's, `position: fixed` would be measured from the panel. The page cannot be used behind it (`inert`), nor keep it
 * away for good.
 */
export const Curtain: PartComponent<'curtain'> = ({ view, source, t }) => {
  const { proctorMessage, lmsClock, breaks } = view.session;
  const breakEndsAt = breaks?.endsAt ?? null;
  useEffect(() => {
    if (breakEndsAt === null) return hang(wordsOf(t, proctorMessage, lmsClock ?? false));
    // The way back stands here too: the panel may be collapsed.
    const back = () => void source.send({ type: 'break', act: 'end' });
    const time = timeOfDay(breakEndsAt - view.clockOffsetMs);
    return hang(breakWords(t, time, lmsClock ?? false), [t('break_end'), back]);
  }, [t, source, proctorMessage, lmsClock, breakEndsAt]);
  return null;
};

const breakWords = (t: LateTexts, time: string, lmsClock: boolean): [string, string][] => [
  ['h2', t('break_until', { time })],
  ['p', t('break_time')],
  ...(lmsClock ? [['small', t('curtain_lms')] as [string, string]] : []),
];

const wordsOf = (t: LateTexts, reason: string | null, lmsClock: boolean): [string, string][] => [
  ['h2', t('curtain_title')],
  ...(reason ? [['p', reason] as [string, string]] : []),
  ['p', t('curtain_time')],
  ...(lmsClock ? [['small', t('curtain_lms')] as [string, string]] : []),
];

/** Hangs it; what it gives takes it down again. */
function hang(words: readonly [string, string][], action?: [string, () => void]): () => void {
  const host = document.createElement('examus-curtain');
  const root = host.attachShadow({ mode: 'closed' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  const card = document.createElement('div');
  card.setAttribute('role', 'status');
  for (const [name, text] of words) {
    const line = document.createElement(name);
    line.textContent = text;
    card.append(line);
  }
  if (action) {
    const button = document.createElement('button');
    [button.textContent] = action;
    button.addEventListener('click', action[1]);
    card.append(button);
  }
  root.append(card);

  const keep = () => {
    if (!host.isConnected) document.documentElement.append(host);
    if (document.body && !document.body.inert) document.body.inert = true;
  };
  keep();
  const watcher = new MutationObserver(keep);
  watcher.observe(document.documentElement, { childList: true });
  if (document.body) watcher.observe(document.body, { attributes: true, attributeFilter: ['inert'] });
  return () => {
    watcher.disconnect();
    host.remove();
    document.body.inert = false;
  };
}

const CSS = `
:host {
  all: initial !important; position: fixed !important; inset: 0 var(--examus-room, 0px) 0 0 !important;
  z-index: 2147483646 !important; display: grid !important; place-items: center !important;
  background: light-dark(#f4f3f1, #17181a) !important; color-scheme: light dark !important;
}
div {
  display: grid; gap: 12px; max-width: 480px; padding: 32px; font: 16px/1.5 system-ui, sans-serif; text-align: center;
  color: light-dark(#1d1f21, #ececea); overflow-wrap: anywhere;
}
h2, p { margin: 0; }
h2 { font-size: 24px; }
small { font-size: 14px; color: light-dark(#55585c, #b4b6b9); }
button {
  justify-self: center; padding: 8px 20px; border: 0; border-radius: 8px; font: inherit; font-weight: 600;
  color: #fff; background: #b4470f; cursor: pointer;
}
`;
