export interface RecordingReport {
  seconds: number;
  segments: number;
  /** Segments the server has, as its database says. */
  acknowledged: number;
  /** Every frame was decoded, and it lasts as long as the exam. */
  playable: boolean;
}
export interface ScriptedReport {
  ok: boolean;
  steps: { id: string; ok: boolean; ms: number }[];
  recordings: { camera: RecordingReport; screen: RecordingReport } | null;
  /** All that went up to the exam server from «Начать» until everything was saved, with every header. */
  averageUploadKbps: number | null;
  /** What the server keeps of the recordings. */
  averageStoredKbps: number | null;
  /** ISO 8601. */
  warnings: { type: string; start: string; end: string | null; source: string }[];
  verdict: string | null;
  verdictSeenByStudent: boolean;
  /** What wanted to leave the machine, except by the browser's own doing. */
  externalRequests: string[];
  browserRequests: string[];
  /** Why `ok` is false. */
  faults: string[];
}
