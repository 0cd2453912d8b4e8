import * as v from 'valibot';
import { personId } from '../../ids.ts';

/** What the shapes of administration are made of. */
export const epochMs = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
export const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
export const httpUrl = v.pipe(v.string(), v.trim(), v.maxLength(2000), v.url(), v.regex(/^https?:\/\//i));
export const inPerson = v.object({ personId });
/** User name or e-mail, as people stand in lists. */
export const subject = text(200);
/** A table as people export it: RFC 4180, comma or semicolon. About 10,000 lines. */
export const csvText = v.pipe(v.string(), v.minLength(1), v.maxLength(700_000));

/** What is wrong with one line of a table; `line` counts from 1 as an editor does. */
export const lineError = v.object({
  line: v.number(),
  code: v.picklist(['missing', 'too_long', 'wrong_role', 'wrong_email', 'twice', 'columns', 'taken']),
  /** Column it is about. */
  field: v.string(),
  value: v.string(),
});
export type LineError = v.InferOutput<typeof lineError>;
