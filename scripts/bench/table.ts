import type { Result } from './result.ts';

/** What was measured, one figure a line, beside its floor and its goal. */
export function printTable(name: string, results: readonly Result[]): void {
  const head = [name, 'goal', 'value', 'floor', 'ratio', ''];
  const rows = results.map(({ figure, goal, value, unit, floor, ratio, met }) => [
    figure,
    goal,
    `${value} ${unit}`,
    floor === undefined ? '' : `${floor} ${unit}`,
    ratio === undefined ? '' : `×${ratio}`,
    met ? 'met' : 'MISSED',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  for (const row of [head, ...rows]) {
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    );
  }
  console.log('');
}
