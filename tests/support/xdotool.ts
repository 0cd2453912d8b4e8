import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { until } from './wait.ts';
import type { VirtualDisplay } from './xvfb.ts';

const run = promisify(execFile);

interface Button {
  x: number;
  y: number;
  width: number;
  height: number;
}
type Colour = readonly [number, number, number];

/**
 * Fills of the buttons in Chromium’s own dialogs (light theme): tonal ones, the one it proposes, the same in focus, in a
 * picker, and on the bar that says that the screen is shared.
 */
const fills: Colour[] = [
  [211, 227, 253],
  [11, 87, 208],
  [13, 80, 187],
  [66, 133, 244],
  [73, 137, 243],
];

/** Hands on a virtual display, for the dialogs that belong to the browser and to no page. */
export class Hands {
  readonly #display: VirtualDisplay;
  constructor(display: VirtualDisplay) {
    this.#display = display;
  }

  async #xdotool(...args: string[]): Promise<void> {
    await run('xdotool', args, { env: { ...process.env, DISPLAY: this.#display.name } });
  }
  async press(key: string): Promise<void> {
    await this.#xdotool('key', '--clearmodifiers', key);
  }
  async click({ x, y, width, height }: Button): Promise<void> {
    const at = [String(Math.round(x + width / 2)), String(Math.round(y + height / 2))];
    await this.#xdotool('mousemove', ...at);
    await this.#xdotool('click', '1');
    // Out of the way: a button under the mouse has another colour.
    await this.#xdotool('mousemove', '2', '890');
  }

  /**
   * Waits for a dialog of the browser and answers its buttons, top to bottom, then left to right. They are found by
   * their colour and shape: such a dialog is no page that could be asked.
   *
   * @param isDialog picks the dialog's buttons out of all that look like one
   */
  async buttons(what: string, count: number, isDialog: (button: Button) => boolean): Promise<Button[]> {
    let before = '';
    return until(
      what,
      async () => {
        const found = (await this.#look()).filter(isDialog);
        // A dialog that is still moving into its place would be missed by the mouse.
        const now = JSON.stringify(found);
        const isStill = now === before;
        before = now;
        return isStill && found.length === count && found;
      },
      { timeoutMs: 20_000, everyMs: 300 },
    );
  }

  async #look(): Promise<Button[]> {
    const picture = await this.#display.look();
    const found: Button[] = [];
    for (let y = 0; y < picture.height; y += 4) {
      for (const fill of fills) {
        for (const run of runsOf(fill, y, picture.width, picture.at)) {
          const known = found.find(
            (button) => Math.abs(button.x - run.x) < 20 && y - (button.y + button.height) <= 8,
          );
          if (known) known.height = y - known.y;
          else found.push({ ...run, y, height: 4 });
        }
      }
    }
    return found
      .filter(({ height, width }) => height >= 20 && height <= 60 && width >= 40)
      .sort((a, b) => Math.round((a.y - b.y) / 20) || a.x - b.x);
  }
}

/** Stretches of one colour in a line of the display; letters on a button leave gaps that are bridged. */
function runsOf(
  colour: Colour,
  y: number,
  width: number,
  at: (x: number, y: number) => Colour,
): { x: number; width: number }[] {
  const runs: { x: number; width: number }[] = [];
  for (let x = 0; x < width; x += 2) {
    const seen = at(x, y);
    if (seen.some((value, i) => Math.abs(value - colour[i]!) > 6)) continue;
    const last = runs.at(-1);
    if (last && x - (last.x + last.width) <= 24) last.width = x - last.x;
    else runs.push({ x, width: 2 });
  }
  return runs.filter((run) => run.width >= 40);
}
