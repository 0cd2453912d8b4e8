import type { DecodedRecording } from '../support/recordings/decode.ts';
import { saveEvidence } from '../support/evidence.ts';
import { Proctor } from '../support/proctor.ts';
import { inspectRecording } from '../support/recordings/inspect.ts';
import { until } from '../support/wait.ts';
import type { Fault, FaultRow } from './fault.ts';
import { FaultExam, type FaultExamOptions } from './fault-exam.ts';
import { downloadPlaylist, endOf, lostPieces, missingMs, spansOf } from './reckon.ts';

/** How exact the times of pieces are. */
const TOLERANCE_S = 0.5;

/** One whole exam with one fault in it, and what was left of it. Never rejects: a row that broke off is not ok. */
export async function runFault(fault: Fault, options: Omit<FaultExamOptions, 'needs'>): Promise<FaultRow> {
  const row: FaultRow = {
    fault: fault.title,
    acknowledgedLost: null,
    missingSeconds: null,
    screenMissingSeconds: null,
    resumedAfterS: null,
    studentDid: '',
    ok: false,
  };
  let exam: FaultExam | undefined;
  const faults: string[] = [];
  try {
    exam = await FaultExam.start({ ...options, needs: fault.needs ?? {} });
    await exam.runs();
    exam.isOver();
    await fault.during(exam);
    if (fault.endsWith === undefined) {
      await exam.isSaved(exam.overAt);
      row.resumedAfterS = seconds(Date.now() - exam.overAt);
      await exam.finishes();
    }
    faults.push(...(await reckon(fault, exam, row)));
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
    if (exam) faults.push(`see ${await saveEvidence(`fault ${fault.name}`)}`);
  }
  row.studentDid = exam?.studentDid.join(', ') || 'nothing';
  await exam?.stop().catch((error: unknown) => faults.push(`stopping: ${String(error)}`));
  row.ok = faults.length === 0;
  if (!row.ok) row.why = faults.join('; ');
  return row;
}

async function reckon(fault: Fault, exam: FaultExam, row: FaultRow): Promise<string[]> {
  const faults: string[] = [];
  const { sessionId } = exam;
  // The proctor shares the machine, not the profile: two browsers at once are too much for two cores.
  const context = await exam.machine.browser.createBrowserContext();
  const proctor = new Proctor({ browser: context }, exam.middle.origin);
  await proctor.signsIn();
  const detail = await until(
    'the session to be closed on the server',
    async () => {
      const now = await proctor.detail(sessionId);
      return now.phase === 'closed' && now;
    },
    { timeoutMs: 60_000, everyMs: 500 },
  );
  const wanted = fault.endsWith ?? 'by_student';
  if (detail.closeReason !== wanted) faults.push(`closed ${detail.closeReason} instead of ${wanted}`);

  const lost = await lostPieces(proctor.page, sessionId, exam.middle.acknowledged);
  row.acknowledgedLost = lost.length;
  if (lost.length > 0) faults.push(`lost although acknowledged: ${lost.join(' ')}`);

  const missing = { camera: 0, screen: 0 };
  for (const kind of ['camera', 'screen'] as const) {
    const spans = spansOf(await downloadPlaylist(proctor.page, sessionId, kind));
    // An exam that the server closed ended when it was left; the time it was away for is no gap in it.
    const endedAt = fault.endsWith ? Math.max(...spans.map(({ to }) => to)) : endOf(detail);
    missing[kind] = seconds(missingMs(spans, endedAt) - (fault.endsWith ? 0 : exam.awayMs));
    const decoded: DecodedRecording = await inspectRecording(proctor.page, sessionId, kind);
    faults.push(...decoded.faults.map((text) => `${kind}: ${text}`));
  }
  row.missingSeconds = missing.camera;
  row.screenMissingSeconds = missing.screen;
  for (const kind of ['camera', 'screen'] as const) {
    const may = (kind === 'screen' ? fault.screenMayMissSeconds : undefined) ?? fault.mayMissSeconds;
    if (missing[kind] <= may + TOLERANCE_S) continue;
    faults.push(`${missing[kind]} s of ${kind} are missing, ${may} may be`);
  }
  const undue = exam.studentDid.filter((act) => !(fault.mayDo ?? []).includes(act));
  if (undue.length > 0) faults.push(`the student had to: ${undue.join(', ')}`);
  await context.close();
  return faults;
}

const seconds = (ms: number): number => Math.round(ms / 10) / 100;
