/** Where a key leads from tile `at` of `count`, in rows of `columns`; null = nowhere, the key is not ours. */
export function walk(key: string, at: number, count: number, columns: number): number | null {
  const to = target(key, at, count, columns);
  return to === null ? null : Math.min(count - 1, Math.max(0, to));
}

function target(key: string, at: number, count: number, columns: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return at - 1;
    case 'ArrowRight':
      return at + 1;
    case 'ArrowUp':
      return at - columns >= 0 ? at - columns : at;
    case 'ArrowDown':
      return at + columns < count ? at + columns : at;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** How many tiles stand in the first row as it is laid out. */
export function columnsOf(tiles: readonly { offsetTop: number }[]): number {
  const top = tiles[0]?.offsetTop;
  const inFirstRow = tiles.findIndex(({ offsetTop }) => offsetTop !== top);
  return Math.max(1, inFirstRow === -1 ? tiles.length : inFirstRow);
}
