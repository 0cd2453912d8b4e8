import type { ReadonlySignal } from '@preact/signals';
import { ExternalLink, X } from 'lucide';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { GridTile } from '../../../protocol/grid.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { formatDuration } from '../format.ts';
import { isSilent, shownWarnings } from '../grid/need.ts';
import { useNow } from '../now.ts';
import { PhaseBadge } from '../state-badges.tsx';
import { t } from '../texts.ts';
import { sessionPath } from '../views.ts';
import { LargeSide } from './large-side.tsx';
import { LargeView } from './large-view.tsx';

interface Props {
  tile: ReadonlySignal<GridTile>;
  /** The server's time now. */
  now: () => number;
  /** This student waits no more. */
  onDecided: () => void;
  onClose: () => void;
}

/** One student of the grid, large, with all that can be done for them, without leaving it. */
export function LargeDialog({ tile: signal, now, onDecided, onClose }: Props) {
  const tile = signal.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  useNow(true);
  const online = !isSilent(tile, now());
  return (
    <dialog
      ref={dialog}
      class="dialog large-dialog"
      data-keys="review"
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <header class="large-head">
        <h2 id={titleId}>{tile.studentName}</h2>
        <span class="quiet">{tile.examName}</span>
        <span class="state-cell" role="status">
          <PhaseBadge row={{ ...tile, online }} />
          {tile.askingSince !== null && <Badge kind="accent">{t('asks_for_help')}</Badge>}
          {shownWarnings(tile, now()).map(({ id, type, startAt, endAt }) => (
            <Badge key={id} kind="bad">
              {t(`warning_${type}`)} {formatDuration((endAt ?? now()) - startAt)}
            </Badge>
          ))}
        </span>
        <a class="button button-secondary" href={sessionPath(tile.sessionId)}>
          <Icon node={ExternalLink} /> {t('open_session')}
        </a>
        <Button look="quiet" icon={X} aria-label={t('close')} onClick={() => dialog.current?.close()} />
      </header>
      <div class="large-body">
        <LargeView key={tile.sessionId} sessionId={tile.sessionId} />
        <LargeSide key={tile.sessionId} sessionId={tile.sessionId} onDecided={onDecided} />
      </div>
    </dialog>
  );
}
