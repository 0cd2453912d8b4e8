/** The first thing that is not as it was: `entry` names it (`journal entry 17`), `why` says what is wrong. */
export interface Fault {
  entry: string;
  why: string;
}

/** What lies in an archive under one name. `text` is null for pictures and recordings. */
export interface Content {
  sha256: string;
  bytes: number;
  text: string | null;
}
export type Contents = ReadonlyMap<string, Content>;
