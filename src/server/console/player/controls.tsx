import { Pause, Play, Radio, RotateCcw, RotateCw, Volume2, VolumeX } from 'lucide';
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { formatDuration, formatTime } from '../format.ts';
import { language, t } from '../texts.ts';
import { LIVE_DELAY_MS, type Span } from './pieces.ts';
import { type Playback, RATES } from './playback.ts';

const JUMP_MS = 10_000;

interface Props {
  whole: Span;
  playback: Playback;
  camera: RefObject<HTMLVideoElement | null>;
  isLive: boolean;
}

export function Controls({ whole, playback, camera, isLive }: Props) {
  const isPlaying = playback.isPlaying.value;
  const rate = playback.rate.value;
  const by = (ms: number) => () => playback.seek(playback.positionAt.peek() + ms);
  return (
    <div class="controls">
      <Button
        look="quiet"
        icon={RotateCcw}
        aria-label={t('back_10')}
        title={t('back_10')}
        onClick={by(-JUMP_MS)}
      />
      <Button
        icon={isPlaying ? Pause : Play}
        aria-label={t(isPlaying ? 'pause' : 'play')}
        title={t('keys_hint')}
        onClick={playback.toggle}
      />
      <Button look="quiet" icon={RotateCw} aria-label={t('on_10')} title={t('on_10')} onClick={by(JUMP_MS)} />
      <Clock whole={whole} playback={playback} />
      {isLive && (
        <Button icon={Radio} onClick={() => playback.seek(whole.endAt - LIVE_DELAY_MS)}>
          {t('to_live')}
        </Button>
      )}
      <Volume camera={camera} />
      <div class="rates" role="group" aria-label={t('speed')}>
        {RATES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === rate}
            onClick={() => playback.setRate(each)}
          >
            {each}×
          </button>
        ))}
      </div>
    </div>
  );
}

function Clock({ whole, playback }: { whole: Span; playback: Playback }) {
  const at = playback.positionAt.value;
  return (
    <span class="clock">
      <b>{formatDuration(at - whole.startAt)}</b> / {formatDuration(whole.endAt - whole.startAt)}
      <small class="quiet">{formatTime(at, language.value)}</small>
    </span>
  );
}

function Volume({ camera }: { camera: RefObject<HTMLVideoElement | null> }) {
  const [volume, setVolume] = useState(1);
  const [isMuted, setMuted] = useState(false);
  useEffect(() => {
    if (!camera.current) return;
    camera.current.volume = volume;
    camera.current.muted = isMuted;
  }, [volume, isMuted]);
  return (
    <span class="volume">
      <Button
        look="quiet"
        icon={isMuted || volume === 0 ? VolumeX : Volume2}
        aria-label={t('mute')}
        aria-pressed={isMuted}
        onClick={() => setMuted(!isMuted)}
      />
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={volume}
        aria-label={t('volume')}
        onInput={(event) => {
          setVolume(event.currentTarget.valueAsNumber);
          setMuted(false);
        }}
      />
    </span>
  );
}
