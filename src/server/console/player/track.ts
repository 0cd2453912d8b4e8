import { type Signal, signal as makeSignal } from '@preact/signals';
import HlsPlayer, { ErrorDetails, ErrorTypes, Events } from 'hls.js';
import type { SessionId } from '../../../protocol/ids.ts';
import type { RecordingKind } from '../../../protocol/recording.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../protocol/version.ts';
import { appendAfresh } from './append-afresh.ts';
import { coverageOf, type Piece, type Span } from './pieces.ts';

export type TrackState = 'loading' | 'ready' | 'empty' | 'failed';

/** One recording in one `<video>`. */
export interface Track {
  kind: RecordingKind;
  video: HTMLVideoElement;
  state: Signal<TrackState>;
  /** What has been recorded so far. */
  coverage: Signal<readonly Span[]>;
  /** Media time ↔ clock, as exact as what has been loaded allows. */
  pieces: () => readonly Piece[];
  /** How many seconds of the recording are loaded ahead of where it stands. */
  loadAhead: (seconds: number) => void;
  reload: () => void;
}

/** A recording that has just begun has no playlist yet, and a line comes back: ask again after this. */
const RETRY_MS = 4000;
const MEDIA_RECOVERIES = 3;
/**
 * Who goes from warning to warning looks at a few seconds of each: the segment of that moment and, near its end, the next
 * are enough. A minute loaded at every one would hold up the next on a thin line, and be too many requests at a quick
 * reviewer's pace.
 */
export const STANDING_AHEAD_S = 3;

/** Loads a recording's playlist into `video` and keeps it loaded until `signal` aborts. */
export function openTrack(
  sessionId: SessionId,
  kind: RecordingKind,
  video: HTMLVideoElement,
  signal: AbortSignal,
): Track {
  const state = makeSignal<TrackState>('loading');
  const coverage = makeSignal<readonly Span[]>([]);
  const url = `/api/v1/console/sessions/${sessionId}/recordings/${kind}/playlist.m3u8`;
  const hls = new HlsPlayer({
    // The segments are fragmented MP4 already; a worker would only cost `worker-src blob:`.
    enableWorker: false,
    startPosition: 0,
    backBufferLength: 60,
    // A moment without sound is no reason to load what follows again.
    maxBufferHole: 0.5,
    xhrSetup: (request) => request.setRequestHeader(PROTOCOL_HEADER, String(PROTOCOL_VERSION)),
  });
  let recoveries = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const pieces = () => piecesOf(hls);
  const loadAhead = (seconds: number) =>
    void Object.assign(hls.config, { maxBufferLength: seconds, maxMaxBufferLength: seconds });
  const reload = () => {
    clearTimeout(retry);
    if (state.peek() !== 'ready') state.value = 'loading';
    hls.loadSource(url);
  };

  hls.on(Events.LEVEL_UPDATED, () => {
    const known = pieces();
    coverage.value = coverageOf(known);
    state.value = known.length > 0 ? 'ready' : 'empty';
  });
  hls.on(Events.ERROR, (_, error) => {
    if (!error.fatal) return;
    if (error.type === ErrorTypes.MEDIA_ERROR && recoveries < MEDIA_RECOVERIES) {
      recoveries += 1;
      hls.recoverMediaError();
      return;
    }
    const isMissing = error.response?.code === 404 || error.details === ErrorDetails.LEVEL_EMPTY_ERROR;
    if (coverage.peek().length === 0) state.value = isMissing ? 'empty' : 'failed';
    retry = setTimeout(reload, RETRY_MS);
  });
  signal.addEventListener('abort', () => {
    clearTimeout(retry);
    hls.destroy();
  });
  appendAfresh(hls);
  hls.attachMedia(video);
  loadAhead(STANDING_AHEAD_S);
  reload();
  return { kind, video, state, coverage, pieces, loadAhead, reload };
}

const piecesOf = (hls: HlsPlayer): Piece[] =>
  (hls.latestLevelDetails?.fragments ?? []).flatMap(({ start, duration, programDateTime }) =>
    programDateTime === null ? [] : [{ start, duration, startAt: programDateTime }],
  );
