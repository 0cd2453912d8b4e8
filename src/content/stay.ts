/** A page that takes the panel out over and over gets it back this often at most, or both would loop for ever. */
const LEAST_MS = 100;

/**
 * Puts the panel back when the page takes it out, and takes off what the page hangs on it (`hidden`, `inert`, a style).
 * `onRemoved` is told of every removal.
 */
export function stayMounted(host: HTMLElement, onRemoved: () => void, signal: AbortSignal): void {
  let backAt = 0;
  let isComing = false;
  const own = new Set(['data-shape', 'style']);

  const comeBack = () => {
    isComing = false;
    if (signal.aborted || host.isConnected) return;
    backAt = Date.now();
    document.documentElement.append(host);
    onRemoved();
  };
  const watcher = new MutationObserver(() => {
    for (const { name } of host.attributes) if (!own.has(name)) host.removeAttribute(name);
    if (host.isConnected || isComing) return;
    isComing = true;
    const waitMs = backAt + LEAST_MS - Date.now();
    if (waitMs <= 0) comeBack();
    else setTimeout(comeBack, waitMs);
    watch();
  });
  function watch(): void {
    watcher.disconnect();
    // The document too: `document.open()` takes the whole root element away.
    watcher.observe(document, { childList: true });
    watcher.observe(document.documentElement, { childList: true });
    watcher.observe(host, { attributes: true });
  }
  watch();
  signal.addEventListener('abort', () => watcher.disconnect());
}
