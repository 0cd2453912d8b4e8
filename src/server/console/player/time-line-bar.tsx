import { useMemo } from 'preact/hooks';
import type { Warning } from '../../../protocol/warnings.ts';
import { formatDuration, formatTime } from '../format.ts';
import { language, t } from '../texts.ts';
import { gapsIn, type Span } from './pieces.ts';
import type { Playback } from './playback.ts';
import { type Mark, marksOf, percentOf, ticksOf } from './time-line.ts';
import type { Track } from './track.ts';
import { warningClass } from './warning-colours.ts';

interface Props {
  whole: Span;
  tracks: readonly Track[];
  playback: Playback;
  warnings: readonly Warning[];
  onWarning: (startAt: number, label: string) => void;
}

/** The whole exam as one bar to seek on, with its gaps, and the warnings under it. */
export function TimeLineBar({ whole, tracks, playback, warnings, onWarning }: Props) {
  const marks = useMemo(() => marksOf(warnings, whole), [warnings, whole.startAt, whole.endAt]);
  const gaps = gapsIn(
    whole,
    tracks.flatMap(({ coverage }) => coverage.value),
  );
  const lanes = Math.max(1, ...marks.map(({ lane }) => lane + 1));
  return (
    <div class="time-line">
      <div class="bar">
        {gaps.map((gap) => (
          <span
            key={gap.startAt}
            class="bar-gap"
            title={t('gap_length', { length: formatDuration(gap.endAt - gap.startAt) })}
            style={placeOf(whole, gap)}
          />
        ))}
        <Seek whole={whole} playback={playback} />
      </div>
      <div class={`marks marks-${lanes}`} role="group" aria-label={t('column_warnings')}>
        {marks.map((mark) => (
          <MarkButton key={mark.ids[0]} mark={mark} whole={whole} onWarning={onWarning} />
        ))}
      </div>
      <div class="ticks" aria-hidden="true">
        {ticksOf(whole).map((at) => (
          <span key={at} style={{ left: `${percentOf(whole, at)}%` }}>
            {formatDuration(at - whole.startAt)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Alone it follows the moving position, so that nothing else is drawn ten times a second. */
function Seek({ whole, playback }: { whole: Span; playback: Playback }) {
  const at = playback.positionAt.value;
  return (
    <>
      <span class="bar-done" style={{ width: `${percentOf(whole, at)}%` }} />
      <input
        type="range"
        aria-label={t('position')}
        aria-valuetext={`${formatDuration(at - whole.startAt)}, ${formatTime(at, language.value)}`}
        min={0}
        max={Math.ceil(whole.endAt - whole.startAt)}
        step={100}
        value={at - whole.startAt}
        onInput={(event) => playback.seek(whole.startAt + event.currentTarget.valueAsNumber)}
      />
    </>
  );
}

function MarkButton({ mark, whole, onWarning }: { mark: Mark; whole: Span; onWarning: Props['onWarning'] }) {
  const words = t(`warning_${mark.type}`);
  const label = `${words}${mark.ids.length > 1 ? ` ×${mark.ids.length}` : ''}, ${formatDuration(mark.startAt - whole.startAt)}`;
  return (
    <button
      type="button"
      class={`mark mark-lane-${mark.lane} ${warningClass(mark.type)}`}
      aria-label={label}
      title={label}
      style={{ left: `${mark.left}%`, width: `${mark.width}%` }}
      onClick={() => onWarning(mark.startAt, words)}
    />
  );
}

const placeOf = (whole: Span, span: Span) => {
  const left = percentOf(whole, span.startAt);
  return { left: `${left}%`, width: `${percentOf(whole, span.endAt) - left}%` };
};
