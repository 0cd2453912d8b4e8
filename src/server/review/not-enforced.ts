import type { NotEnforced } from '../../protocol/review.ts';
import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { readFlag, readText } from '../integration/read-claim.ts';
import { setInVain } from '../setup/unobeyed-settings.ts';
import type { Queries } from '../store/database.ts';

/** Claims of the sister plugin that have no setting here, and what says that nothing was asked for. */
const claimsOfOthers = {
  specialAccommodationsInfo: [''],
  streamsPreset: ['', 'default'],
  calculator: ['', 'off'],
  secureBrowserLevel: [''],
} as const;

/**
 * What was asked for of this session and nothing acts on, so that a person can: options of the exam, and claims of the
 * LMS's start. What a student needs because of who they are is left out where reviewers may not know them.
 */
export async function notEnforcedOf(
  db: Queries,
  sessionId: SessionId,
  settings: ExamSettings,
  isBlind: boolean,
): Promise<NotEnforced[]> {
  const launch = await db
    .selectFrom('launches')
    .select('claims')
    .where('sessionId', '=', sessionId)
    .executeTakeFirst();
  const ours = setInVain(settings).map((name) => ({
    name,
    value: textOf(settings[name as keyof ExamSettings]),
  }));
  return [...ours, ...(launch ? claimsInVain(launch.claims) : [])].filter(
    ({ name }) => !(isBlind && name === 'specialAccommodationsInfo'),
  );
}

export function claimsInVain(claims: Record<string, unknown>): NotEnforced[] {
  const told = Object.entries(claimsOfOthers).flatMap(([name, nothing]) => {
    const value = readText(claims[name], 2000) ?? '';
    return (nothing as readonly string[]).includes(value) ? [] : [{ name, value }];
  });
  const roomScan = readFlag(claims['allowRoomScanAuxCamera']) === true;
  return roomScan ? [...told, { name: 'allowRoomScanAuxCamera', value: 'true' }] : told;
}

const textOf = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 2000);
