import type { SessionDetail } from '../../src/protocol/api.ts';
import type { DecodedRecording } from '../../tests/support/recordings/decode.ts';
import type { ScriptedReport } from './report.ts';

const WARNING_TOLERANCE_MS = 1500;
/** Two clocks meet here: the frame's way through encoder and file, and the one-frame raster of a 10 fps clip. */
const CLIP_TOLERANCE_MS = 700;
const MAX_KBPS = 250;

interface Evidence {
  detail: SessionDetail;
  camera: DecodedRecording;
  screen: DecodedRecording;
  absence: { from: number; to: number } | null;
  report: ScriptedReport;
}

/** Everything about a finished exam that is not as it should be, in words. */
export function faultsOf({ detail, camera, screen, absence, report }: Evidence): string[] {
  const faults = [...camera.faults, ...screen.faults];
  for (const kind of ['camera', 'screen'] as const) {
    const { seconds, segments, acknowledged, playable } = report.recordings![kind];
    // The server counts init segments too; a playlist names media segments only.
    if (acknowledged < segments) faults.push(`${kind}: ${segments} segments, ${acknowledged} acknowledged`);
    if (!playable) faults.push(`${kind}: not playable as a whole, or ${seconds} s is not the exam's length`);
  }
  if (report.averageUploadKbps! > MAX_KBPS) {
    faults.push(`${report.averageUploadKbps} kbit/s is more than ${MAX_KBPS}`);
  }
  if (detail.review.state !== 'rejected') faults.push(`the verdict is ${detail.review.state}`);
  faults.push(...faultsOfAbsence(detail, camera, absence));
  return faults;
}

/**
 * Three witnesses of one absence: when the clip was changed, what the decoded recording shows, what the warning says.
 */
function faultsOfAbsence(
  detail: SessionDetail,
  camera: DecodedRecording,
  absence: Evidence['absence'],
): string[] {
  if (!absence) return ['nobody left the frame'];
  const faults: string[] = [];
  const near = (what: string, found: number | null, wanted: number, toleranceMs: number) => {
    const off = found === null ? Number.NaN : found - wanted;
    if (!(Math.abs(off) <= toleranceMs)) faults.push(`${what} is off by ${off} ms`);
  };
  const index = camera.scenes.findIndex(({ scene }) => scene === 'absent');
  near(
    'absence in the recording: its start',
    camera.scenes[index]?.at ?? null,
    absence.from,
    CLIP_TOLERANCE_MS,
  );
  near(
    'absence in the recording: its end',
    camera.scenes[index + 1]?.at ?? null,
    absence.to,
    CLIP_TOLERANCE_MS,
  );
  const warnings = detail.warnings.filter(({ type }) => type === 'no_user_in_frame');
  if (warnings.length !== 1) faults.push(`${warnings.length} warnings of absence instead of one`);
  near('warning of absence: its start', warnings[0]?.startAt ?? null, absence.from, WARNING_TOLERANCE_MS);
  near('warning of absence: its end', warnings[0]?.endAt ?? null, absence.to, WARNING_TOLERANCE_MS);
  return faults;
}
