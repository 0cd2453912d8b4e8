import { batch, type Signal, signal as makeSignal } from '@preact/signals';
import type { GridTile } from '../../../protocol/grid.ts';
import type { ExamId, PersonId, SessionId } from '../../../protocol/ids.ts';
import { onLive } from '../live.ts';
import { call, type Load } from '../server.ts';
import type { GridChoice } from '../views.ts';
import { longClosed } from './long-closed.ts';
import { byNeed, heldOrder } from './need.ts';

export interface GridFrame {
  exams: readonly { id: ExamId; name: string }[];
  isShared: boolean;
  maxTiles: number;
}
export interface GridStore {
  frame: Signal<Load<GridFrame>>;
  /** Everybody in the order in which they stand on the screen. */
  order: Signal<readonly SessionId[]>;
  /** How many would stand elsewhere if the order were not held. */
  outOfPlace: Signal<number>;
  /** For so many the tiles are laid out. Held with the order: a newcomer must not make all of them smaller. */
  roomFor: Signal<number>;
  tileOf: (id: SessionId) => Signal<GridTile>;
  /** The server's time now. */
  now: () => number;
  /** While the pointer or the keyboard is in the grid, nobody moves. */
  hold: (isHeld: boolean) => void;
  sortNow: () => void;
  reload: () => Promise<void>;
}

const SORT_EVERY_MS = 2000;

/** The students of one choice of rooms, kept up to date until `signal` aborts. */
export function openGrid(room: GridChoice, me: PersonId, signal: AbortSignal): GridStore {
  const frame: GridStore['frame'] = makeSignal({ state: 'loading' });
  const order = makeSignal<readonly SessionId[]>([]);
  const outOfPlace = makeSignal(0);
  const roomFor = makeSignal(0);
  const tiles = new Map<SessionId, Signal<GridTile>>();
  /** Since when who is over was seen to be, on this page's clock. */
  const closedSince = new Map<SessionId, number>();
  let clockOffsetMs = 0;
  let isHeld = false;
  const now = () => Date.now() + clockOffsetMs;

  const isWanted = ({ examId, proctorId }: GridTile): boolean =>
    (room.examId === undefined || room.examId === examId) &&
    (room.share === 'all' || proctorId === null || proctorId === me);

  const sort = (isForced = false) => {
    if (!isHeld) for (const id of longClosed(closedSince, Date.now())) drop(id);
    const wanted = byNeed(
      [...tiles.values()].map((tile) => tile.peek()),
      now(),
    );
    const shown = isHeld && !isForced ? heldOrder(order.peek(), wanted) : wanted;
    batch(() => {
      if (shown.join() !== order.peek().join()) order.value = shown;
      if (!isHeld || isForced) roomFor.value = shown.length;
      outOfPlace.value = shown.filter((id, place) => wanted[place] !== id).length;
    });
  };
  const drop = (id: SessionId) => {
    tiles.delete(id);
    closedSince.delete(id);
  };
  const put = (tile: GridTile) => {
    if (tile.phase !== 'closed') closedSince.delete(tile.sessionId);
    else if (!closedSince.has(tile.sessionId)) closedSince.set(tile.sessionId, Date.now());
    const known = tiles.get(tile.sessionId);
    // Heartbeats come apart: see `pulses`.
    if (known && known.peek().revision <= tile.revision) known.value = tile;
    else if (!known) tiles.set(tile.sessionId, makeSignal(tile));
  };

  onLive((message) => {
    if (message.type === 'tile') {
      const { tile } = message;
      const isKnown = tiles.has(tile.sessionId);
      // Who is over stays where they stood for a while: see `longClosed`.
      if (!isKnown && (!isWanted(tile) || tile.phase === 'closed' || tile.phase === 'created')) return;
      if (isKnown && !isWanted(tile)) drop(tile.sessionId);
      else put(tile);
      sort();
    }
    if (message.type === 'pulses') {
      for (const { sessionId, heardAt, savedUpTo } of message.pulses) {
        const tile = tiles.get(sessionId);
        if (tile) tile.value = { ...tile.peek(), heardAt, savedUpTo };
      }
    }
    if (message.type === 'pong') clockOffsetMs = message.now - Date.now();
  }, signal);

  const reload = async () => {
    try {
      const query = Object.fromEntries(Object.entries(room).filter(([, value]) => value)) as GridChoice;
      const reply = await call('grid', { query }, { signal });
      clockOffsetMs = reply.now - Date.now();
      const there = new Set(reply.tiles.map(({ sessionId }) => sessionId));
      for (const id of tiles.keys()) if (!there.has(id)) drop(id);
      reply.tiles.forEach(put);
      sort();
      const { exams, isShared, maxTiles } = reply;
      frame.value = { state: 'ready', value: { exams, isShared, maxTiles } };
    } catch (error) {
      if (!signal.aborted && frame.peek().state !== 'ready') frame.value = { state: 'failed', error };
    }
  };
  void reload();
  // Warnings fade, waiting goes on: time alone changes who needs what.
  const timer = setInterval(() => sort(), SORT_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));

  return {
    frame,
    order,
    outOfPlace,
    roomFor,
    tileOf: (id) => tiles.get(id)!,
    now,
    hold(held) {
      isHeld = held;
      if (!held) sort();
    },
    sortNow: () => sort(true),
    reload,
  };
}
