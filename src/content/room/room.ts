/** The room for the panel as the style sheets beside this file make it. */

/** `by-width`: the student has chosen neither yet. */
const rooms = ['open', 'collapsed', 'by-width'] as const;
export type Room = (typeof rooms)[number];

/**
 * What was chosen in this page, else what the worker registered for it, readable before the first paint: null = no
 * room, because the exam does not run (then there is no panel either).
 */
export function givenRoom(): Room | null {
  const root = document.documentElement;
  const given = getComputedStyle(root).getPropertyValue('--examus-given').trim();
  const roomNamed = (name?: string) => rooms.find((room) => room === name);
  return roomNamed(root.dataset['examusPanel']) ?? roomNamed(given) ?? null;
}

export function takeRoom(room: 'open' | 'collapsed'): void {
  document.documentElement.dataset['examusPanel'] = room;
}

export const roomPx = (): number =>
  parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--examus-room')) || 0;
