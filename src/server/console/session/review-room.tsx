import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { isRecordingPhase } from '../../../protocol/session.ts';
import type { Verdict as VerdictState } from '../../../protocol/views.ts';
import { announce } from '../announce.tsx';
import { Controls } from '../player/controls.tsx';
import { onPlayerKey } from '../player/keys.ts';
import type { Span } from '../player/pieces.ts';
import { type Playback, startPlayback } from '../player/playback.ts';
import { Screenings } from '../player/screenings.tsx';
import { TimeLineBar } from '../player/time-line-bar.tsx';
import { openTrack, type Track } from '../player/track.ts';
import { t } from '../texts.ts';
import { MinuteStrip } from '../player/minute-strip.tsx';
import { minutesOf } from './findings.ts';
import { goOnward } from './onward.ts';
import { SessionFacts } from './session-facts.tsx';
import { SidePanel } from './side-panel.tsx';
import type { SessionStore } from './session-store.ts';
import { useReviewing } from './use-reviewing.ts';
import { Verdict } from './verdict.tsx';

/** A warning is shown with what led to it. */
const LEAD_MS = 3000;

interface Props {
  detail: SessionDetail;
  store: SessionStore;
}

/** Camera and screen side by side, the time line under them, the verdict beside them. */
export function ReviewRoom({ detail, store }: Props) {
  const camera = useRef<HTMLVideoElement>(null);
  const screen = useRef<HTMLVideoElement>(null);
  const span = useRef<Span>({ startAt: 0, endAt: 0 });
  /** What a quick reviewer went to before there was a player. */
  const wantedAt = useRef<number | null>(null);
  const [player, setPlayer] = useState<{ tracks: Track[]; playback: Playback } | null>(null);
  const tracks = player?.tracks ?? [];
  const isLive = isRecordingPhase(detail.phase);
  const screenKind = screenKindOf(detail);
  // The bar's ends follow what is recorded, so reading the signals here is wanted.
  span.current = spanOf(detail, tracks);

  useEffect(() => {
    const stop = new AbortController();
    const opened = [
      openTrack(detail.id, 'camera', camera.current!, stop.signal),
      openTrack(detail.id, screenKind, screen.current!, stop.signal),
    ];
    const playback = startPlayback(opened, { whole: () => span.current, isLive }, stop.signal);
    if (wantedAt.current !== null) playback.seek(wantedAt.current);
    wantedAt.current = null;
    setPlayer({ tracks: opened, playback });
    return () => stop.abort();
  }, [detail.id, screenKind]);

  const playback = player?.playback ?? null;
  const warnings = detail.warnings;
  const showWarning = useMemo(
    () => (startAt: number, label: string) => {
      if (playback) playback.seek(startAt - LEAD_MS);
      else wantedAt.current = startAt - LEAD_MS;
      announce(t('shown_at', { label }));
    },
    [playback],
  );
  const [pressed, setPressed] = useState<{ state: VerdictState } | null>(null);
  const reviewing = useReviewing({
    detail,
    store,
    onShow: ({ startAt, type }) => showWarning(startAt, t(`warning_${type}`)),
    onKey: (key) => (key.act === 'verdict' ? setPressed({ state: key.state }) : goOnward(detail)),
  });
  const minutes = useMemo(
    () => minutesOf(warnings, span.current, detail.settings),
    [warnings, span.current.startAt, span.current.endAt],
  );
  useEffect(() => {
    if (!playback) return;
    const stop = new AbortController();
    addEventListener(
      'keydown',
      (event) =>
        onPlayerKey(
          event,
          playback,
          warnings.map(({ startAt }) => startAt - LEAD_MS),
        ),
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, [playback, warnings]);

  return (
    <div class="review">
      <div class="review-main">
        <section class="panel player" aria-label={t('recordings')}>
          <Screenings {...{ camera, screen, screenKind, player, isLive }} />
          {player && (
            <>
              <MinuteStrip minutes={minutes} />
              <TimeLineBar whole={span.current} {...player} warnings={warnings} onWarning={showWarning} />
              <Controls whole={span.current} playback={player.playback} camera={camera} isLive={isLive} />
            </>
          )}
          <p class="keys-hint quiet">
            {t('keys_hint')} · {t('review_keys_hint')}
          </p>
        </section>
        <SessionFacts detail={detail} store={store} />
      </div>
      <div class="review-side">
        <Verdict detail={detail} store={store} pressed={pressed} />
        <SidePanel {...{ detail, store, reviewing }} startAt={span.current.startAt} />
      </div>
    </div>
  );
}

/** Where the whole screen could not be shared, the quiz's own tab was recorded instead. */
const screenKindOf = ({ recordings }: SessionDetail): 'screen' | 'tab' => {
  const has = (kind: string) => recordings.some((each) => each.kind === kind && each.segments > 0);
  return !has('screen') && has('tab') ? 'tab' : 'screen';
};

/** The whole exam: from its beginning, or its first picture, to its end or the newest picture. */
function spanOf(detail: SessionDetail, tracks: readonly Track[]): Span {
  const recorded = [
    ...tracks.flatMap(({ coverage }) => coverage.value),
    ...detail.recordings.flatMap(({ startAt, endAt }) => (startAt && endAt ? [{ startAt, endAt }] : [])),
  ];
  const starts = recorded.map(({ startAt }) => startAt);
  const ends = recorded.map(({ endAt }) => endAt);
  const startAt = Math.min(detail.startedAt ?? Infinity, ...starts);
  return { startAt, endAt: Math.max(detail.endedAt ?? startAt + 1000, ...ends) };
}
