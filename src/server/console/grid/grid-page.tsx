import { ArrowDownWideNarrow } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { SessionId } from '../../../protocol/ids.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { account } from '../account.ts';
import { announce } from '../announce.tsx';
import { Failure } from '../failure.tsx';
import { LargeDialog } from '../large/large-dialog.tsx';
import { lookAt, reconnects } from '../live.ts';
import { navigate } from '../navigation.ts';
import { useNow } from '../now.ts';
import { t } from '../texts.ts';
import { examRoomPath, type GridChoice, gridPath } from '../views.ts';
import { type GridFrame, type GridStore, openGrid } from './grid-store.ts';
import { needOf } from './need.ts';
import { Pages } from './pages.tsx';
import { followStills, keepStillsOf } from './stills.ts';
import { Tile } from './tile.tsx';
import { columnsOf, walk } from './walk.ts';

/** Everybody who is at an exam now, at a glance. */
export function GridPage({ room }: { room: GridChoice }) {
  const key = gridPath(room);
  const [store, setStore] = useState<GridStore | null>(null);
  const who = account.value;
  const me = who.state === 'in' ? who.person.id : null;
  useEffect(() => {
    if (me === null) return;
    const stop = new AbortController();
    followStills(stop.signal);
    setStore(openGrid(room, me, stop.signal));
    return () => {
      stop.abort();
      lookAt({ tiles: null });
      keepStillsOf(new Set());
    };
    // `key` says all of `room`.
  }, [key, me]);
  useEffect(() => {
    document.title = `${t('grid_title')} · Examus`;
  });
  return <main class="grid-page">{store ? <Loaded store={store} room={room} /> : <Skeleton />}</main>;
}

function Loaded({ store, room }: { store: GridStore; room: GridChoice }) {
  const frame = store.frame.value;
  const missed = reconnects.value;
  const seen = useRef(missed);
  useEffect(() => {
    if (seen.current !== missed) void store.reload();
    seen.current = missed;
  }, [missed, store]);
  switch (frame.state) {
    case 'loading':
      return <Skeleton />;
    case 'failed':
      return <Failure error={frame.error} onRetry={() => void store.reload()} />;
    case 'ready':
      return <Grid store={store} room={room} frame={frame.value} />;
  }
}

function Grid({ store, room, frame }: { store: GridStore; room: GridChoice; frame: GridFrame }) {
  const order = store.order.value;
  const [page, setPage] = useState(0);
  const [opened, setOpened] = useState<SessionId | null>(null);
  const pages = Math.max(1, Math.ceil(order.length / frame.maxTiles));
  const shownPage = Math.min(page, pages - 1);
  const shown = order.slice(shownPage * frame.maxTiles, (shownPage + 1) * frame.maxTiles);
  useEffect(() => {
    // Of a student who is large no tile is seen.
    lookAt({ tiles: opened === null ? [...shown] : [] });
    if (opened === null) keepStillsOf(new Set(shown));
  }, [shown.join(), opened]);
  const openNextWaiting = (decided: SessionId) => {
    const next = order.find(
      (id) => id !== decided && needOf(store.tileOf(id).peek(), store.now()) === 'waiting',
    );
    if (next) setOpened(next);
    else announce(t('nobody_waits'));
  };
  const close = (id: SessionId) => {
    setOpened(null);
    // Back to whom one saw last, which need not be whom one opened.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-session="${id}"]`)?.focus());
  };
  return (
    <>
      <Head store={store} room={room} frame={frame} count={order.length} />
      {shown.length === 0 ? (
        <div class="empty">
          <p>{t('grid_empty')}</p>
        </div>
      ) : (
        <Tiles
          store={store}
          ids={shown}
          roomFor={Math.min(frame.maxTiles, store.roomFor.value)}
          isBehind={opened !== null}
          onOpen={setOpened}
        />
      )}
      {pages > 1 && <Pages count={pages} current={shownPage} onPick={setPage} />}
      {opened !== null && order.includes(opened) && (
        <LargeDialog
          tile={store.tileOf(opened)}
          now={store.now}
          onDecided={() => openNextWaiting(opened)}
          onClose={() => close(opened)}
        />
      )}
    </>
  );
}

interface HeadProps {
  store: GridStore;
  room: GridChoice;
  frame: GridFrame;
  count: number;
}

function Head({ store, room, frame, count }: HeadProps) {
  const moved = store.outOfPlace.value;
  const choose = (change: Partial<GridChoice>) => navigate(gridPath({ ...room, ...change }), 'replace');
  return (
    <div class="grid-head">
      <h1>
        {t('grid_title')} <small class="quiet">{t('grid_count', { count })}</small>
      </h1>
      <span class="grid-moved" role="status">
        {moved > 0 && (
          <Button look="quiet" icon={ArrowDownWideNarrow} onClick={() => store.sortNow()}>
            {t('grid_sort', { count: moved })}
          </Button>
        )}
      </span>
      {frame.isShared && (
        <Select
          label={t('grid_whose')}
          value={room.share ?? 'mine'}
          options={[
            { value: 'mine', label: t('grid_mine') },
            { value: 'all', label: t('grid_all') },
          ]}
          onPick={(value) => choose({ share: value === 'all' ? 'all' : undefined })}
        />
      )}
      <Select
        label={t('column_exam')}
        value={room.examId ?? ''}
        options={[
          { value: '', label: t('filter_any') },
          ...frame.exams.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onPick={(value) => choose({ examId: frame.exams.find(({ id }) => id === value)?.id })}
      />
      {room.examId && <a href={examRoomPath(room.examId)}>{t('room_link')}</a>}
    </div>
  );
}

/** Up to so many tiles are larger than in a full room. */
const FEW = [4, 9, 16];

interface TilesProps {
  store: GridStore;
  ids: readonly SessionId[];
  /** How many tiles the page is to have room for. */
  roomFor: number;
  /** One student stands large before them. */
  isBehind: boolean;
  onOpen: (id: SessionId) => void;
}

function Tiles({ store, ids, roomFor, isBehind, onOpen }: TilesProps) {
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState<SessionId | null>(null);
  // One clock for all tiles: sixty timers would wake the page sixty times.
  useNow(true);
  const now = store.now();
  const at = Math.max(0, current === null ? 0 : ids.indexOf(current));
  useEffect(() => () => store.hold(false), [store]);

  const isHeld = useRef(isBehind);
  isHeld.current = isBehind;
  const isInside = () => isHeld.current || (list.current?.matches(':hover, :focus-within') ?? false);
  const settle = () => requestAnimationFrame(() => store.hold(isInside()));
  // Who is large stays, and the tiles are found as they were left.
  useEffect(() => void settle(), [isBehind]);
  const step = (event: KeyboardEvent) => {
    const tiles = [...list.current!.children] as HTMLElement[];
    const to = walk(event.key, at, ids.length, columnsOf(tiles));
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    tiles[to]?.querySelector('button')?.focus();
  };
  return (
    <ul
      ref={list}
      class="tiles"
      data-few={FEW.find((most) => roomFor <= most)}
      aria-label={t('grid_title')}
      onKeyDown={step}
      onPointerEnter={() => store.hold(true)}
      onPointerLeave={settle}
      onFocusIn={() => store.hold(true)}
      onFocusOut={settle}
    >
      {ids.map((id, place) => (
        <Tile
          key={id}
          tile={store.tileOf(id).value}
          now={now}
          isCurrent={place === at}
          onOpen={() => onOpen(id)}
          onFocus={() => setCurrent(id)}
        />
      ))}
    </ul>
  );
}

const Skeleton = () => (
  <div class="tiles" role="status" aria-label={t('loading')}>
    {Array.from({ length: 12 }, (_, index) => (
      <div key={index} class="skeleton tile-skeleton" />
    ))}
  </div>
);
