import {
  Bell,
  CloudCheck,
  CloudUpload,
  Coffee,
  DoorOpen,
  MessageCircle,
  TriangleAlert,
  WifiOff,
} from 'lucide';
import type { GridTile } from '../../../protocol/grid.ts';
import { isRecordingPhase } from '../../../protocol/session.ts';
import type { StillStream } from '../../../protocol/still.ts';
import { Icon } from '../../../ui/icon.tsx';
import { formatDuration, formatTime } from '../format.ts';
import { language, t } from '../texts.ts';
import { isSilent, needOf, shownWarnings } from './need.ts';
import { stillOf } from './stills.ts';

interface Props {
  tile: GridTile;
  now: number;
  isCurrent: boolean;
  onOpen: () => void;
  onFocus: () => void;
}

/** Later than this, and what is saved is told by its time. */
const SAVED_LATELY_MS = 15_000;
const LIVE_PICTURES: readonly GridTile['phase'][] = [
  'awaiting_admission',
  'running',
  'paused',
  'interrupted',
];

/** One student: camera and screen as they were a moment ago, and what there is to know. */
export function Tile({ tile, now, isCurrent, onOpen, onFocus }: Props) {
  const need = needOf(tile, now);
  return (
    <li class={`tile tile-${need}`}>
      <button
        type="button"
        tabIndex={isCurrent ? 0 : -1}
        data-session={tile.sessionId}
        onClick={onOpen}
        onFocus={onFocus}
      >
        <span class="tile-pictures" aria-hidden="true">
          <Picture tile={tile} stream="camera" />
          <Picture tile={tile} stream="screen" />
        </span>
        <span class="tile-name">{tile.studentName}</span>
        <State tile={tile} now={now} />
        <Saved tile={tile} now={now} />
      </button>
    </li>
  );
}

function Picture({ tile, stream }: { tile: GridTile; stream: StillStream }) {
  const still = stillOf(tile.sessionId, stream).value;
  const isExpected =
    LIVE_PICTURES.includes(tile.phase) && (tile.mode === 'online' || tile.mode === 'identification');
  return (
    <span class={`tile-picture tile-${stream}`}>
      {still ? <img src={still.url} alt="" decoding="async" /> : <small>{isExpected ? '' : '—'}</small>}
    </span>
  );
}

/** The one thing that matters most now, in words. */
function State({ tile, now }: { tile: GridTile; now: number }) {
  const { phase, waitingSince, askingSince, unread } = tile;
  const [first, ...more] = shownWarnings(tile, now);
  if (phase === 'awaiting_admission') {
    return (
      <span class="tile-state tile-accent">
        <Icon node={DoorOpen} size={15} />{' '}
        {t('waits_for', { time: formatDuration(now - (waitingSince ?? now)) })}
      </span>
    );
  }
  if (askingSince !== null) {
    return (
      <span class="tile-state tile-accent">
        <Icon node={unread > 0 ? MessageCircle : Bell} size={15} />{' '}
        {unread > 0 ? t('tile_unread', { count: unread }) : t('asks_for_help')} ·{' '}
        {formatDuration(now - askingSince)}
      </span>
    );
  }
  if (isSilent(tile, now)) {
    return (
      <span class="tile-state tile-bad">
        <Icon node={WifiOff} size={15} /> {t('offline')}
        {tile.heardAt !== null && ` · ${formatDuration(now - tile.heardAt)}`}
      </span>
    );
  }
  if (phase === 'paused' && tile.breakEndsAt !== null) {
    return (
      <span class="tile-state">
        <Icon node={Coffee} size={15} />{' '}
        {t('on_break_until', { time: formatTime(tile.breakEndsAt, language.value) })}
      </span>
    );
  }
  if (first) {
    return (
      <span class="tile-state tile-bad">
        <Icon node={TriangleAlert} size={15} /> {t(`warning_${first.type}`)}
        {more.length > 0 && ` +${more.length}`}
      </span>
    );
  }
  return (
    <span class="tile-state">
      {phase === 'closed' && tile.closeReason ? t(`closed_short_${tile.closeReason}`) : t(`phase_${phase}`)}
      {tile.warningCount > 0 && ` · ${t('tile_warnings', { count: tile.warningCount })}`}
    </span>
  );
}

function Saved({ tile: { savedUpTo, phase }, now }: { tile: GridTile; now: number }) {
  if (savedUpTo === null || !isRecordingPhase(phase)) return null;
  const isFresh = now - savedUpTo < SAVED_LATELY_MS;
  const label = t('saved_up_to', { time: formatTime(savedUpTo, language.value) });
  return (
    <span class="tile-saved" title={label}>
      <Icon node={isFresh ? CloudCheck : CloudUpload} size={14} />
      {isFresh ? <span class="visually-hidden">{t('all_saved')}</span> : label}
    </span>
  );
}
