import { Volume2, VolumeX } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionId } from '../../../protocol/ids.ts';
import type { StillStream } from '../../../protocol/still.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { formatTime } from '../format.ts';
import { followStills, stillOf } from '../grid/stills.ts';
import { language, t } from '../texts.ts';
import { type LivePicture, openLivePicture } from './live-peer.ts';

/** A student as they are now: camera, screen and sound, opened when this is shown and closed when it is left. */
export function LargeView({ sessionId }: { sessionId: SessionId }) {
  const [picture, setPicture] = useState<LivePicture | null>(null);
  const [isMuted, setMuted] = useState(true);
  useEffect(() => {
    const stop = new AbortController();
    followStills(stop.signal);
    setPicture(openLivePicture(sessionId, stop.signal));
    return () => stop.abort();
  }, [sessionId]);
  const state = picture?.state.value ?? 'connecting';
  return (
    <section class="large" aria-label={t('live_picture')}>
      <div class="large-pictures">
        <Stream {...{ sessionId, state, isMuted }} kind="camera" stream={picture?.camera.value ?? null} />
        <Stream
          {...{ sessionId, state, isMuted: true }}
          kind="screen"
          stream={picture?.screen.value ?? null}
        />
      </div>
      <div class="large-bar">
        <span class="large-state" role="status">
          <Badge kind={state === 'live' ? 'good' : 'plain'}>{t(`live_${state}`)}</Badge>
          {state === 'stills' && <small class="quiet">{t('live_stills_hint')}</small>}
        </span>
        <Button
          icon={isMuted ? VolumeX : Volume2}
          aria-pressed={!isMuted}
          disabled={state !== 'live'}
          onClick={() => setMuted(!isMuted)}
        >
          {t(isMuted ? 'listen' : 'listening')}
        </Button>
      </div>
    </section>
  );
}

interface StreamProps {
  sessionId: SessionId;
  kind: StillStream;
  stream: MediaStream | null;
  state: 'connecting' | 'live' | 'stills';
  isMuted: boolean;
}

/** The newest still stands there until the first live picture, and again when that is lost. */
function Stream({ sessionId, kind, stream, state, isMuted }: StreamProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [hasPicture, setPicture] = useState(false);
  const still = stillOf(sessionId, kind).value;
  useEffect(() => {
    setPicture(false);
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  const isShown = hasPicture && state === 'live';
  return (
    <figure class={`large-${kind}`}>
      <video
        ref={video}
        autoplay
        playsInline
        muted={isMuted}
        data-live={isShown}
        aria-label={t(`live_${kind}`)}
        onLoadedData={() => setPicture(true)}
      />
      {!isShown && still && <img src={still.url} alt={t(`live_${kind}`)} />}
      {!isShown && still && <small class="large-time">{formatTime(still.at, language.value)}</small>}
      {!isShown && !still && <span class="quiet">{t('no_picture_yet')}</span>}
    </figure>
  );
}
