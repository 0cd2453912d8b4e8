/** The word `availability_examus2` waits for on every attempt page; exactly this string. */
const READY = 'proctoringReady_n6EY';
const EVERY_MS = 200;
/** The plugin gives up after 15 s and sends the student to proctoring again; a little more for a slow page. */
const FADER_WAITS_MS = 20_000;

/**
 * Takes away the plugin's cover over the questions while the exam is being recorded. Repeated, as the page's own script
 * may not listen yet. It proves nothing to anybody: the recording on the server does.
 */
export function postFader(isRecording: () => boolean, signal: AbortSignal): void {
  const startedAt = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - startedAt > FADER_WAITS_MS) return clearInterval(timer);
    if (isRecording()) window.postMessage(READY, location.origin);
  }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
}
