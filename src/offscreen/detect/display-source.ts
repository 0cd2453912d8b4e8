import type { SourceTools } from './source-list.ts';

const LOOK_EVERY_MS = 500;

/** Chrome tells every secure page whether the desktop goes over more than one display; no permission is needed. */
export function watchDisplays({ sources, now, signal }: SourceTools): void {
  const { screen } = globalThis as { screen?: Screen & { isExtended?: boolean } };
  const look = () => sources.displays.emit({ at: now(), isExtended: screen?.isExtended ?? null });
  const timer = setInterval(look, LOOK_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  look();
}
