/** A page that is given no frames (in a hidden tab, or waiting for its styles) is not waited for any longer than this. */
const LONGEST_MS = 1000;

/** Runs `run` right after the page's first frame was made: what the page shows goes before what we show. */
export function afterFirstPaint(run: () => void, signal: AbortSignal): void {
  let hasRun = false;
  const go = () => {
    if (hasRun || signal.aborted) return;
    hasRun = true;
    run();
  };
  // Chrome gives a page no frame before its style sheets are there; the next task comes once the frame is laid out and
  // handed on to be drawn.
  requestAnimationFrame(() => setTimeout(go));
  setTimeout(go, LONGEST_MS);
}
