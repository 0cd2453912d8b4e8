import {
  ALL_FORMATS,
  AudioSampleSink,
  BufferSource,
  Input,
  type InputVideoTrack,
  VideoSampleSink,
} from 'mediabunny';
import { type Mark, readMark } from '../clips/marker.ts';

/** What came out of a recording when every frame of it was decoded. Times are on the server's clock. */
export interface DecodedRecording {
  segments: number;
  epochs: number;
  frames: number;
  audioSeconds: number;
  startAt: number;
  endAt: number;
  width: number;
  height: number;
  /** Longest time between two frames, also across epochs. */
  longestGapMs: number;
  /** When the marker of the clip changed its scene; empty for a screen. */
  scenes: { scene: Mark['scene'] | null; at: number }[];
  /** What could not be decoded; empty = playable from beginning to end. */
  faults: string[];
}

interface Epoch {
  init: string;
  startAt: number;
  media: string[];
}

/** Runs in a browser page that is signed in as a proctor. */
export async function decodeRecording(playlistUrl: string): Promise<DecodedRecording> {
  const epochs = readPlaylist(await (await get(playlistUrl)).text());
  const result: DecodedRecording = {
    segments: epochs.reduce((sum, epoch) => sum + epoch.media.length, 0),
    epochs: epochs.length,
    frames: 0,
    audioSeconds: 0,
    startAt: epochs[0]?.startAt ?? 0,
    endAt: 0,
    width: 0,
    height: 0,
    longestGapMs: 0,
    scenes: [],
    faults: epochs.length === 0 ? ['the playlist is empty'] : [],
  };
  for (const epoch of epochs) {
    try {
      await decodeEpoch(epoch, playlistUrl, result);
    } catch (error) {
      result.faults.push(`epoch ${epoch.init}: ${String(error)}`);
    }
  }
  return result;
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

function readPlaylist(text: string): Epoch[] {
  const epochs: Epoch[] = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const map = /^#EXT-X-MAP:URI="([^"]+)"/.exec(line)?.[1];
    const time = /^#EXT-X-PROGRAM-DATE-TIME:(.+)$/.exec(line)?.[1];
    if (map) epochs.push({ init: map, startAt: Number.NaN, media: [] });
    else if (time) at = Date.parse(time);
    else if (line !== '' && !line.startsWith('#')) {
      const epoch = epochs.at(-1);
      if (!epoch) throw new Error('a segment before its map');
      if (epoch.media.length === 0) epoch.startAt = at;
      epoch.media.push(line);
    }
  }
  return epochs.filter((epoch) => epoch.media.length > 0);
}

async function decodeEpoch(epoch: Epoch, playlistUrl: string, result: DecodedRecording): Promise<void> {
  const parts: ArrayBuffer[] = [];
  for (const url of [epoch.init, ...epoch.media]) {
    parts.push(await (await get(new URL(url, playlistUrl).href)).arrayBuffer());
  }
  const bytes = await new Blob(parts).arrayBuffer();
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const video = await input.getPrimaryVideoTrack();
  if (!video) throw new Error('no video track');
  await decodeVideo(video, epoch.startAt, result);
  const audio = await input.getPrimaryAudioTrack();
  if (audio) {
    for await (const sample of new AudioSampleSink(audio).samples()) {
      result.audioSeconds += sample.duration;
      sample.close();
    }
  }
}

async function decodeVideo(track: InputVideoTrack, startAt: number, result: DecodedRecording): Promise<void> {
  let first: number | null = null;
  let plane = new Uint8Array();
  for await (const sample of new VideoSampleSink(track).samples()) {
    first ??= sample.timestamp;
    const at = startAt + (sample.timestamp - first) * 1000;
    if (result.frames > 0) result.longestGapMs = Math.max(result.longestGapMs, at - result.endAt);
    result.frames++;
    result.width = sample.codedWidth;
    result.height = sample.codedHeight;
    result.endAt = at + sample.duration * 1000;
    const frame = sample.toVideoFrame();
    if (plane.length < frame.allocationSize()) plane = new Uint8Array(frame.allocationSize());
    const [luma] = await frame.copyTo(plane);
    const mark = luma
      ? readMark(
          plane.subarray(luma.offset),
          frame.visibleRect!.width,
          frame.visibleRect!.height,
          luma.stride,
        )
      : null;
    frame.close();
    sample.close();
    const scene = mark?.scene ?? null;
    if (result.scenes.at(-1)?.scene !== scene) result.scenes.push({ scene, at });
  }
}

Object.assign(globalThis, { decodeRecording });
