/**
 * The little of ISO/IEC 14496-12 (MP4) that is needed to cut a recording into an init segment and media segments and
 * to say when each begins: no sample is touched. Times are milliseconds from the recording's own zero.
 */
export interface Box {
  type: string;
  /** Absolute, of the box's header and of its end. */
  start: number;
  end: number;
  /** Absolute, of the first byte after the header. */
  body: number;
}

/** Boxes that lie whole in `bytes`; one that is cut off at the end is left out. */
export function readBoxes(bytes: Uint8Array, from = 0, to = bytes.length): Box[] {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  for (let start = from; start + 8 <= to;) {
    const short = view.getUint32(start);
    const isLong = short === 1;
    if (isLong && start + 16 > to) break;
    // 0 = "to the end of the file".
    const size = isLong ? Number(view.getBigUint64(start + 8)) : short === 0 ? to - start : short;
    const header = isLong ? 16 : 8;
    if (size < header) throw new Error(`box of ${size} bytes at ${start}`);
    if (start + size > to) break;
    boxes.push({ type: typeAt(bytes, start + 4), start, end: start + size, body: start + header });
    start += size;
  }
  return boxes;
}

export interface Mp4Track {
  id: number;
  kind: 'video' | 'audio' | 'other';
  /** Units a second. */
  timescale: number;
}

/** Tracks of an init segment (`moov`). Throws when there is none. */
export function readTracks(init: Uint8Array): Mp4Track[] {
  const moov = readBoxes(init).find(isType('moov'));
  if (!moov) throw new Error('no moov in the init segment');
  return children(init, moov)
    .filter(isType('trak'))
    .map((trak) => readTrack(init, trak));
}

function readTrack(init: Uint8Array, trak: Box): Mp4Track {
  const view = viewOf(init);
  const inTrak = children(init, trak);
  const tkhd = need(inTrak, 'tkhd');
  const inMedia = children(init, need(inTrak, 'mdia'));
  const mdhd = need(inMedia, 'mdhd');
  const handler = typeAt(init, need(inMedia, 'hdlr').body + 8);
  return {
    id: view.getUint32(tkhd.body + (init[tkhd.body] === 1 ? 20 : 12)),
    timescale: view.getUint32(mdhd.body + (init[mdhd.body] === 1 ? 20 : 12)),
    kind: handler === 'vide' ? 'video' : handler === 'soun' ? 'audio' : 'other',
  };
}

/** The parts of a recorder's output, in order. `rest` = a beginning of a box, to be read again with more bytes. */
export interface Mp4Parts {
  init: Uint8Array | null;
  /** Each one `moof` with the `mdat` that belongs to it. */
  fragments: Uint8Array[];
  rest: Uint8Array;
}

export function splitParts(bytes: Uint8Array): Mp4Parts {
  let init: Uint8Array | null = null;
  const fragments: Uint8Array[] = [];
  let ftyp: Box | null = null;
  let moof: Box | null = null;
  let done = 0;
  for (const box of readBoxes(bytes)) {
    if (box.type === 'ftyp') {
      ftyp = box;
      continue;
    }
    if (box.type === 'moof') {
      moof = box;
      continue;
    }
    if (box.type === 'moov') init = bytes.slice(ftyp?.start ?? box.start, box.end);
    if (box.type === 'mdat' && moof) {
      fragments.push(bytes.slice(moof.start, box.end));
      moof = null;
    }
    // Anything else (`free`, `mfra` at the end) belongs to nobody.
    done = box.end;
  }
  return { init, fragments, rest: bytes.slice(done) };
}

export interface Span {
  startMs: number;
  durationMs: number;
}

/**
 * When the fragments of one segment begin and how long they last, by the video track; by the first track where there
 * is no video. A sample without a duration of its own takes the default of its `traf`.
 *
 * How long the last frame is shown only the next one tells; the recorder guesses, and of frames 200 ms apart it gives the
 * last one 50. So the last counts at least as much as the mean of those before it, or every segment would lose some.
 */
export function readSpan(segment: Uint8Array, tracks: Mp4Track[]): Span {
  const timed = tracks.find((track) => track.kind === 'video') ?? tracks[0];
  if (!timed) throw new Error('no tracks');
  let start = Infinity;
  let end = 0;
  for (const moof of readBoxes(segment).filter(isType('moof'))) {
    for (const traf of children(segment, moof).filter(isType('traf'))) {
      const run = readTraf(segment, traf);
      if (run.trackId !== timed.id) continue;
      start = Math.min(start, run.decodeTime);
      end = Math.max(end, run.decodeTime + run.duration);
    }
  }
  if (start === Infinity) throw new Error(`no fragment of track ${timed.id}`);
  const toMs = (units: number) => (units * 1000) / timed.timescale;
  return { startMs: toMs(start), durationMs: toMs(end - start) };
}

function readTraf(bytes: Uint8Array, traf: Box): { trackId: number; decodeTime: number; duration: number } {
  const view = viewOf(bytes);
  const boxes = children(bytes, traf);
  const tfhd = need(boxes, 'tfhd');
  const tfdt = need(boxes, 'tfdt');
  const fallback = defaultDuration(view, tfhd);
  return {
    trackId: view.getUint32(tfhd.body + 4),
    decodeTime:
      bytes[tfdt.body] === 1 ? Number(view.getBigUint64(tfdt.body + 4)) : view.getUint32(tfdt.body + 4),
    duration: sumOf(boxes.filter(isType('trun')).flatMap((trun) => sampleDurations(view, trun, fallback))),
  };
}

function sumOf(durations: number[]): number {
  const sum = durations.reduce((total, duration) => total + duration, 0);
  const last = durations.at(-1) ?? 0;
  const meanBefore = durations.length > 1 ? (sum - last) / (durations.length - 1) : 0;
  return sum + Math.max(0, meanBefore - last);
}

/** `tfhd` (8.8.7): the flags say which optional fields stand before the default duration. */
function defaultDuration(view: DataView, tfhd: Box): number {
  const flags = view.getUint32(tfhd.body) & 0xffffff;
  if (!(flags & 0x8)) return 0;
  return view.getUint32(tfhd.body + 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0));
}

/** `trun` (8.8.8). */
function sampleDurations(view: DataView, trun: Box, fallback: number): number[] {
  const flags = view.getUint32(trun.body) & 0xffffff;
  const count = view.getUint32(trun.body + 4);
  if (!(flags & 0x100)) return Array.from({ length: count }, () => fallback);
  const bytesOf = (flag: number) => (flags & flag ? 4 : 0);
  const perSample = 4 + bytesOf(0x200) + bytesOf(0x400) + bytesOf(0x800);
  const first = trun.body + 8 + bytesOf(0x1) + bytesOf(0x4);
  return Array.from({ length: count }, (_, i) => view.getUint32(first + i * perSample));
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const typeAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
const isType = (type: string) => (box: Box) => box.type === type;
const children = (bytes: Uint8Array, box: Box): Box[] => readBoxes(bytes, box.body, box.end);
function need(boxes: Box[], type: string): Box {
  const box = boxes.find(isType(type));
  if (!box) throw new Error(`no ${type}`);
  return box;
}
