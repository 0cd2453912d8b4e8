export type Colour = readonly [number, number, number];
export type Context = CanvasRenderingContext2D;

/** Where a face has what, in head heights from its middle. */
export const HALF_WIDTH = 0.355;
export const EYE_Y = -0.06;
export const EYE_X = 0.157;
export const MOUTH_Y = 0.285;

/** A canvas whose blur is measured in head heights, so that a face looks the same at every size. */
export class Pen {
  readonly ctx: Context;
  readonly #height: number;
  constructor(ctx: Context, height: number) {
    this.ctx = ctx;
    this.#height = height;
  }
  soft(radius: number, draw: () => void): void {
    this.ctx.save();
    this.ctx.filter = `blur(${Math.max(0.3, radius * this.#height)}px)`;
    draw();
    this.ctx.restore();
  }
  /**
   * Draws features of the face where a nod takes them: −1 (down) … 1 (up), foreshortened. What stands out from the face
   * by `depth` moves further.
   */
  nodded(nod: number, draw: () => void, depth = 0): void {
    this.ctx.save();
    this.ctx.translate(0, -nod * (0.12 + depth));
    this.ctx.scale(1, 1 - 0.3 * Math.abs(nod));
    draw();
    this.ctx.restore();
  }
  oval(x: number, y: number, rx: number, ry: number, fill: string): void {
    this.ctx.beginPath();
    this.ctx.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
    this.ctx.fillStyle = fill;
    this.ctx.fill();
  }
  line(width: number, colour: string, trace: () => void): void {
    this.ctx.lineCap = 'round';
    this.ctx.lineWidth = width;
    this.ctx.strokeStyle = colour;
    this.ctx.beginPath();
    trace();
    this.ctx.stroke();
  }
  /** Strokes a curve given by its start, its handle and its end. */
  curve(width: number, colour: string, [a, b, c]: readonly [Point, Point, Point]): void {
    this.line(width, colour, () => {
      this.ctx.moveTo(...a);
      this.ctx.quadraticCurveTo(...b, ...c);
    });
  }
}
export type Point = readonly [number, number];

/** The colour made lighter or darker by `k`. */
export const shade = (colour: Colour, k: number, alpha = 1): string =>
  `rgba(${colour.map((value) => Math.min(255, Math.round(value * k))).join(',')},${alpha})`;
