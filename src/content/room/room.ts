/** The room for the panel as the style sheets beside this file make it. */

/**
 * What the worker registered for this page, readable before the first paint: null = no room, because the exam does not
 * run (then there is no panel either).
 */
export function givenRoom(): 'open' | 'collapsed' | null {
  const { dataset } = document.documentElement;
  if (dataset['examusPanel'] === 'open' || dataset['examusPanel'] === 'collapsed')
    return dataset['examusPanel'];
  const room = getComputedStyle(document.documentElement).getPropertyValue('--examus-given').trim();
  return room === 'open' || room === 'collapsed' ? room : null;
}

export function takeRoom(room: 'open' | 'collapsed'): void {
  document.documentElement.dataset['examusPanel'] = room;
}

export const roomPx = (): number =>
  parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--examus-room')) || 0;
