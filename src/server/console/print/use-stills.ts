import { useEffect, useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import type { RecordingKind } from '../../../protocol/recording.ts';
import { takeStills } from './take-stills.ts';

/** Pictures by kind and moment; `isDone` once there are no more to come. */
export interface Stills {
  of: (kind: RecordingKind, index: number) => ImageBitmap | null;
  isDone: boolean;
}

export function useStills(
  { id, recordings }: SessionDetail,
  kinds: readonly RecordingKind[],
  moments: readonly number[],
): Stills {
  const [taken, setTaken] = useState<ReadonlyMap<string, ImageBitmap>>(new Map());
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const take = async (kind: RecordingKind) => {
      let index = 0;
      for await (const still of takeStills(id, kind, moments, stop.signal)) {
        const name = `${kind} ${index}`;
        index += 1;
        if (still) setTaken((before) => new Map(before).set(name, still));
      }
    };
    const recorded = kinds.filter((kind) => recordings.some((each) => each.kind === kind));
    void Promise.all(recorded.map(take)).finally(() => stop.signal.aborted || setDone(true));
    return () => stop.abort();
    // The page is of one session, and its warnings are read once.
  }, [id]);
  return { of: (kind, index) => taken.get(`${kind} ${index}`) ?? null, isDone };
}
