/** The word that pages wait for before they show a quiz; exactly this string, in `availability_examus2` too. */
const READY = 'proctoringReady_n6EY';
const EVERY_MS = 200;
/** The plugin gives up after 15 s and sends the student to proctoring again; a little more for a slow page. */
const PAGE_WAITS_MS = 20_000;

/**
 * Tells the page that the exam is being recorded, with its own origin as the sender's. Repeated, as its script may not
 * listen yet. It proves nothing to anybody: the recording on the server does.
 */
export function sayReady(signal: AbortSignal): void {
  const startedAt = Date.now();
  const say = () => window.postMessage(READY, location.origin);
  const timer = setInterval(() => {
    if (Date.now() - startedAt > PAGE_WAITS_MS) clearInterval(timer);
    else say();
  }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  say();
}
