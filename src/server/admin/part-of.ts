/** Pattern for `ilike` that finds a text anywhere; its own signs mean themselves. */
export const partOf = (text: string): string => `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
