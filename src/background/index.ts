import contentScript from '../content/index.tsx?script&iife';

chrome.action.onClicked.addListener(() => {
  void chrome.tabs.create({ url: chrome.runtime.getURL('src/pages/portal/index.html') });
});
export { contentScript };
