/** One field of a query or a form; '' when it is not there. */
export function field(source: unknown, name: string): string {
  const value = (Object(source) as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}
