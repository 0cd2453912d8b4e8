/** Everything that tells what is being typed. All of them cross a shadow root's wall by themselves. */
const told = [
  'keydown',
  'keypress',
  'keyup',
  'beforeinput',
  'input',
  'compositionstart',
  'compositionupdate',
  'compositionend',
  'paste',
  'copy',
  'cut',
  'drop',
] as const;

export type KeyShield = (host: Element, root: ShadowRoot) => void;

/**
 * The page must not read what is typed into the panel, and its shortcuts must not fire. These listeners stand first (on
 * `window`, while capturing, before the page's first script), stop such events for good and hand key presses to the
 * panel as events that cannot leave its root. What the browser itself does with a key goes on undisturbed. The
 * returned function names the panel to shield, once there is one.
 */
export function shieldKeys(): KeyShield {
  let panel: { host: Element; root: ShadowRoot } | null = null;
  const shield = (event: Event) => {
    if (!panel || event.target !== panel.host) return;
    event.stopImmediatePropagation();
    // Made by the page: it may not operate the panel either.
    if (!event.isTrusted) return;
    const inside = panel.root.activeElement;
    if (event.type !== 'keydown' || !(event instanceof KeyboardEvent) || !inside) return;
    const { key, shiftKey, ctrlKey, altKey, metaKey, isComposing, repeat } = event;
    const copy = new KeyboardEvent('keydown', {
      key,
      shiftKey,
      ctrlKey,
      altKey,
      metaKey,
      isComposing,
      repeat,
      bubbles: true,
      cancelable: true,
      composed: false,
    });
    if (!inside.dispatchEvent(copy)) event.preventDefault();
  };
  for (const type of told) addEventListener(type, shield, { capture: true });
  return (host, root) => {
    panel = { host, root };
  };
}
