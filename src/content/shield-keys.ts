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

/**
 * The page must not read what is typed into the panel, and its shortcuts must not fire. This listener stands first (on
 * `window`, while capturing, before the page's first script), stops such events for good and hands key presses to the
 * panel as events that cannot leave its root. What the browser itself does with a key goes on undisturbed.
 */
export function shieldKeys(host: HTMLElement, root: ShadowRoot, signal: AbortSignal): void {
  const shield = (event: Event) => {
    if (event.target !== host) return;
    event.stopImmediatePropagation();
    if (event.type !== 'keydown' || !(event instanceof KeyboardEvent) || !root.activeElement) return;
    const { key, shiftKey, ctrlKey, altKey, metaKey, isComposing, repeat } = event;
    const inside = new KeyboardEvent('keydown', {
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
    if (!root.activeElement.dispatchEvent(inside)) event.preventDefault();
  };
  for (const type of told) addEventListener(type, shield, { capture: true, signal });
}
