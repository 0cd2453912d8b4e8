import { performance } from 'node:perf_hooks';

const SAMPLE_MS = 1000;
/** Below this share of the time the process is busy nobody has to wait for it. */
const BUSY_FROM = 0.7;

/** 0 = not busy at all, 10 = always busy. */
export const loadOf = (utilization: number): number =>
  Math.round(10 * Math.min(1, Math.max(0, (utilization - BUSY_FROM) / (1 - BUSY_FROM))));

/** How busy this process was over the last second or so: the share of the time its event loop had work to do. */
export function loadMeter(): () => number {
  let before = performance.eventLoopUtilization();
  let sampledAt = performance.now();
  let load = 0;
  return () => {
    if (performance.now() - sampledAt >= SAMPLE_MS) {
      const current = performance.eventLoopUtilization();
      load = loadOf(performance.eventLoopUtilization(current, before).utilization);
      before = current;
      sampledAt = performance.now();
    }
    return load;
  };
}
