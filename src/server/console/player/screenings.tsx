import { Maximize2 } from 'lucide';
import type { RefObject } from 'preact';
import { Button } from '../../../ui/button.tsx';
import { Spinner } from '../../../ui/spinner.tsx';
import { t } from '../texts.ts';
import type { Playback } from './playback.ts';
import type { Track } from './track.ts';

type Video = RefObject<HTMLVideoElement | null>;
type Player = { tracks: readonly Track[]; playback: Playback } | null;

interface Props {
  camera: Video;
  screen: Video;
  screenKind: 'screen' | 'tab';
  player: Player;
  isLive: boolean;
}

export const Screenings = ({ camera, screen, screenKind, player, isLive }: Props) => (
  <div class="screenings">
    <Screening kind="camera" video={camera} {...{ player, isLive }} />
    <Screening kind={screenKind} video={screen} {...{ player, isLive }} />
  </div>
);

function Screening({
  kind,
  video,
  player,
  isLive,
}: {
  kind: 'camera' | 'screen' | 'tab';
  video: Video;
  player: Player;
  isLive: boolean;
}) {
  const enlarge = () => {
    const figure = video.current?.parentElement;
    if (document.fullscreenElement) void document.exitFullscreen();
    else void figure?.requestFullscreen();
  };
  return (
    <figure class={`screening screening-${kind === 'camera' ? 'camera' : 'screen'}`}>
      {/* The screen has no sound of its own; sound comes from the camera's microphone. */}
      <video
        ref={video}
        playsInline
        muted={kind !== 'camera'}
        preload="auto"
        data-kind={kind}
        aria-label={t(`kind_${kind}`)}
        onClick={() => player?.playback.toggle()}
      />
      <Veil kind={kind} player={player} isLive={isLive} />
      <figcaption>{t(`kind_${kind}`)}</figcaption>
      <Button
        look="quiet"
        icon={Maximize2}
        aria-label={t('enlarge', { what: t(`kind_${kind}`) })}
        title={t('enlarge', { what: t(`kind_${kind}`) })}
        onClick={enlarge}
      />
    </figure>
  );
}

/** Says why there is no picture, over the place where it would be. */
function Veil({ kind, player, isLive }: { kind: string; player: Player; isLive: boolean }) {
  const track = player?.tracks.find((each) => each.kind === kind);
  if (!player || !track || track.state.value === 'loading') {
    return <Over isBusy text={t('loading')} />;
  }
  if (track.state.value === 'failed') {
    return (
      <Over text={t('recording_failed')}>
        <Button onClick={track.reload}>{t('retry')}</Button>
      </Over>
    );
  }
  if (track.state.value === 'empty') return <Over text={t(isLive ? 'recording_soon' : 'no_recording')} />;
  if (!player.playback.shown.value.has(kind)) return <Over text={t('gap')} />;
  return player.playback.isWaiting.value ? <Over isBusy isClear text={t('loading')} /> : null;
}

interface OverProps {
  text: string;
  isBusy?: boolean;
  isClear?: boolean;
  children?: preact.ComponentChildren;
}
const Over = ({ text, isBusy, isClear, children }: OverProps) => (
  <div class={isClear ? 'veil veil-clear' : 'veil'}>
    {isBusy && <Spinner />}
    <span>{text}</span>
    {children}
  </div>
);
