import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { SessionDetail } from '../../src/protocol/api.ts';
import { saveEvidence } from '../../tests/support/evidence.ts';
import { Journey } from '../../tests/support/journey/journey.ts';
import { startLoggingProxy } from '../../tests/support/logging-proxy.ts';
import { readNetLog } from '../../tests/support/net-log.ts';
import type { DecodedRecording } from '../../tests/support/recordings/decode.ts';
import { inspectRecording } from '../../tests/support/recordings/inspect.ts';
import { faultsOf } from './judge.ts';
import type { RecordingReport, ScriptedReport } from './report.ts';
import { sortRequests } from './requests-of-browser.ts';

const root = resolve(import.meta.dirname, '../..');

/** One whole exam, from sign-in to verdict, in real browsers on real servers; told as it happens. */
export async function runScriptedExam(): Promise<ScriptedReport> {
  const report: ScriptedReport = {
    ok: false,
    steps: [],
    recordings: null,
    averageUploadKbps: null,
    averageStoredKbps: null,
    warnings: [],
    verdict: null,
    verdictSeenByStudent: false,
    externalRequests: [],
    browserRequests: [],
    faults: [],
  };
  const extension = resolve(root, 'dist/extension');
  if (!existsSync(extension)) throw new Error('dist/extension is not built: run npm run build -- --demo');
  const startedAt = performance.now();
  const tell = (text: string) => console.log(`${clock(performance.now() - startedAt)}  ${text}`);
  const proxy = await startLoggingProxy();
  const netLogs = await mkdtemp(join(tmpdir(), 'examus-net-logs-'));
  let journey: Journey | undefined;
  const sent = { before: 0, after: 0 };
  const sentSoFar = () => proxy.sentTo(Number(new URL(journey!.world.server.origin).port));
  try {
    tell('starting the institution’s login, the LMS, the exam server and a browser');
    journey = await Journey.start({
      extension,
      proxy: proxy.address,
      netLogs,
      onStep: ({ id, title, ok, ms }) => {
        if (id !== 'J1') report.steps.push({ id, ok, ms });
        if (id === 'J9') sent.before = sentSoFar();
        if (id === 'J17') sent.after = sentSoFar();
        tell(`${ok ? '✓' : '✗'} ${id.padEnd(4)} ${title} (${(ms / 1000).toFixed(1)} s)`);
      },
    });
    await journey.reach('J18');
    report.verdictSeenByStudent = true;
    tell('decoding every frame of both recordings');
    await reckon(journey, report, sent.after - sent.before);
  } catch (error) {
    report.faults.push(error instanceof Error ? error.message : String(error));
    console.error(error);
    if (journey) {
      tell(`pictures and logs: ${await saveEvidence('scripted-exam')}`);
    }
  } finally {
    await journey?.stop();
    await proxy.close();
  }
  const logs = (await readdir(netLogs)).map((name) => readNetLog(join(netLogs, name)));
  const sorted = sortRequests(proxy.refused, (await Promise.all(logs)).flat());
  await rm(netLogs, { recursive: true, force: true });
  report.externalRequests = sorted.external;
  report.browserRequests = sorted.ofBrowser;
  if (report.externalRequests.length > 0) {
    report.faults.push(`requests left the machine: ${report.externalRequests.join(', ')}`);
  }
  report.ok = report.faults.length === 0;
  for (const fault of report.faults) tell(`✗ ${fault}`);
  tell(report.ok ? 'the exam went well from sign-in to verdict' : 'the exam did not go well');
  return report;
}

async function reckon(journey: Journey, report: ScriptedReport, sentBytes: number): Promise<void> {
  const proctor = await journey.proctor();
  const sessionId = journey.facts.sessionId;
  if (sessionId === null) throw new Error('nobody learned the id of the session');
  const detail = await proctor.detail(sessionId);
  const camera = await inspectRecording(proctor.page, sessionId, 'camera');
  const screen = await inspectRecording(proctor.page, sessionId, 'screen');
  report.recordings = {
    camera: reportOf('camera', camera, detail),
    screen: reportOf('screen', screen, detail),
  };
  report.averageUploadKbps = averageKbps(sentBytes, detail);
  report.averageStoredKbps = averageKbps(
    detail.recordings.reduce((sum, { bytes }) => sum + bytes, 0),
    detail,
  );
  report.verdict = detail.review.state;
  report.warnings = detail.warnings.map(({ type, startAt, endAt, source }) => ({
    type,
    start: new Date(startAt).toISOString(),
    end: endAt === null ? null : new Date(endAt).toISOString(),
    source,
  }));
  report.faults.push(...faultsOf({ detail, camera, screen, absence: journey.facts.absence, report }));
}

function reportOf(
  kind: 'camera' | 'screen',
  decoded: DecodedRecording,
  detail: SessionDetail,
): RecordingReport {
  const known = detail.recordings.find((one) => one.kind === kind);
  const seconds = (decoded.endAt - decoded.startAt) / 1000;
  return {
    seconds: round(seconds),
    segments: decoded.segments,
    acknowledged: known?.segments ?? 0,
    playable: decoded.faults.length === 0 && Math.abs(seconds - examSeconds(detail)) <= 1,
  };
}

const examSeconds = ({ startedAt, endedAt }: SessionDetail): number =>
  ((endedAt ?? 0) - (startedAt ?? 0)) / 1000;

const averageKbps = (bytes: number, detail: SessionDetail): number =>
  Math.round((bytes * 8) / 1000 / examSeconds(detail));
const round = (value: number): number => Math.round(value * 100) / 100;
const clock = (ms: number): string => {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
};
