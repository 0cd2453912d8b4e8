/** Chromium has the Battery Status API, TypeScript's DOM library has it no more. */
interface Battery extends EventTarget {
  readonly charging: boolean;
  /** 0–1. */
  readonly level: number;
}

const LOW_PERCENT = 20;
const STEP_PERCENT = 5;

/** When the battery is worth a word: below 20 %, discharging, once for every 5 %. Pure. */
export class BatteryWarner {
  #toldStep = Infinity;

  /** The percentage to tell; null when there is nothing new to say. */
  look({ charging, level }: Pick<Battery, 'charging' | 'level'>): number | null {
    const percent = Math.round(level * 100);
    if (charging || percent >= LOW_PERCENT) {
      this.#toldStep = Infinity;
      return null;
    }
    const step = Math.floor(percent / STEP_PERCENT);
    if (step >= this.#toldStep) return null;
    this.#toldStep = step;
    return percent;
  }
}

/** Calls `onLow` with the percentage left. A machine without a battery is always charging. */
export async function watchBattery(onLow: (percent: number) => void, signal: AbortSignal): Promise<void> {
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<Battery> };
  const battery = await getBattery?.call(navigator).catch(() => undefined);
  if (!battery || signal.aborted) return;
  const warner = new BatteryWarner();
  const look = () => {
    const percent = warner.look(battery);
    if (percent !== null) onLow(percent);
  };
  for (const event of ['levelchange', 'chargingchange']) battery.addEventListener(event, look, { signal });
  look();
}
