/** What is wrong with a value, or first with something inside it; keys are dotted paths. */
export const errorUnder = (errors: ReadonlyMap<string, string>, path: string): string | undefined =>
  errors.get(path) ?? [...errors].find(([wrong]) => wrong.startsWith(`${path}.`))?.[1];
