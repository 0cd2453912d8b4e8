export interface Focus {
  visible: boolean;
  focused: boolean;
}

/**
 * Tells when this page comes to the front or goes. `document.hasFocus()` counts frames inside as well; leaving from such
 * a frame to another program fires nothing here, hence the look twice a second.
 */
export function watchFocus(tell: (focus: Focus) => void, signal: AbortSignal): () => void {
  let last = '';
  const look = () => {
    const focus = { visible: document.visibilityState === 'visible', focused: document.hasFocus() };
    if (JSON.stringify(focus) === last) return;
    last = JSON.stringify(focus);
    tell(focus);
  };
  const timer = setInterval(look, 500);
  signal.addEventListener('abort', () => clearInterval(timer));
  document.addEventListener('visibilitychange', look, { signal });
  for (const type of ['focus', 'blur', 'pageshow', 'pagehide']) addEventListener(type, look, { signal });
  look();
  /** Tells again, to somebody who has not heard it yet. */
  return () => {
    last = '';
    look();
  };
}
