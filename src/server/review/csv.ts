type Cell = string | number | boolean | null;

/**
 * A table for spreadsheets (RFC 4180, with the mark by which Excel knows UTF-8). What a program would take for a
 * formula is kept text by a leading apostrophe: names and comments come from strangers.
 */
export const csvOf = (head: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

function cell(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  // A tab or line end before it does not help: programs trim them.
  const safe = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
}
