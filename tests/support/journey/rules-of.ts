/** The rules a screen reader hears in the panel: «Книги: запрещено». */
export function rulesOf(read: string): { name: string; isAllowed: boolean }[] {
  const found = new Map<string, boolean>();
  for (const [, name, word] of read.matchAll(/^button: ([^:\n]+): (разрешено|запрещено)/gm)) {
    found.set(name!, word === 'разрешено');
  }
  return [...found].map(([name, isAllowed]) => ({ name, isAllowed }));
}
