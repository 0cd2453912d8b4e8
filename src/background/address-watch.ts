type Updated = Parameters<Parameters<typeof chrome.tabs.onUpdated.addListener>[0]>;

/**
 * Single-page sites come to an exam page without loading it (history API), so no registered script runs there. Chrome tells
 * of such a change in tabs whose site was granted. Followed during an exam only, or every page of every tab would start
 * the worker.
 */
export function createAddressWatch(onArrived: () => void): (on: boolean) => void {
  const listen = (...[, change]: Updated) => {
    if (change.url !== undefined) onArrived();
  };
  // At once: the event that starts the worker is told only to those who listen by then.
  chrome.tabs.onUpdated.addListener(listen);
  return (on) => {
    if (!on) chrome.tabs.onUpdated.removeListener(listen);
    else if (!chrome.tabs.onUpdated.hasListener(listen)) chrome.tabs.onUpdated.addListener(listen);
  };
}
