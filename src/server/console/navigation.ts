import { signal } from '@preact/signals';
import { type View, viewOf } from './views.ts';

/** What the address bar asks for. */
export const view = signal<View>(viewOf(location.pathname, location.search));

export function navigate(path: string, how: 'push' | 'replace' = 'push'): void {
  if (path !== location.pathname + location.search) {
    if (how === 'push') history.pushState(null, '', path);
    else history.replaceState(null, '', path);
  }
  view.value = viewOf(location.pathname, location.search);
}

export function followHistory(signal: AbortSignal): void {
  const show = () => (view.value = viewOf(location.pathname, location.search));
  addEventListener('popstate', show, { signal });
  // Links stay links (open in a new tab, copy); only a plain click stays in the page.
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href^="/console/"]') : null;
      const isPlain =
        event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !isPlain || link.hasAttribute('target')) return;
      event.preventDefault();
      navigate(link.getAttribute('href')!);
    },
    { signal },
  );
}
