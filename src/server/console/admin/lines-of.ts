/** What stands in a box of people: one per line, or with commas and semicolons between. */
export const linesOf = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map((each) => each.trim())
    .filter(Boolean);

/** What stands in a box with one thing per line, whatever is in the lines. */
export const wholeLinesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
