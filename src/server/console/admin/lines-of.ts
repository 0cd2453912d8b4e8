/** What stands in a box of people: one per line, or with commas and semicolons between. */
export const linesOf = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map((each) => each.trim())
    .filter(Boolean);
