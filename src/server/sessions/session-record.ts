import type { Selectable } from 'kysely';
import type { Tables } from '../store/tables.ts';

export type SessionRecord = Selectable<Tables['sessions']>;
