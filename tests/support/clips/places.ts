import { drawFace, type FaceOptions } from './face.ts';

type Context = CanvasRenderingContext2D;

/** Shares of the picture. */
interface Poster extends Pick<FaceOptions, 'skin'> {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A portrait in a frame on the wall: a face that never moves. */
export function drawPoster(
  ctx: Context,
  { skin, ...at }: Poster = { x: 0.07, y: 0.06, width: 0.27, height: 0.56 },
): void {
  const { width: w, height: h } = ctx.canvas;
  const frame = { x: w * at.x, y: h * at.y, width: w * at.width, height: h * at.height };
  ctx.fillStyle = '#e7e1d4';
  ctx.fillRect(frame.x, frame.y, frame.width, frame.height);
  ctx.save();
  ctx.beginPath();
  ctx.rect(frame.x, frame.y, frame.width, frame.height);
  ctx.clip();
  drawFace(ctx, {
    x: frame.x + frame.width / 2,
    y: frame.y + frame.height * 0.46,
    height: frame.height * 0.52,
    clothes: [120, 40, 40],
    ...(skin ? { skin } : {}),
  });
  ctx.restore();
  ctx.strokeStyle = '#4d3a26';
  ctx.lineWidth = w / 90;
  ctx.strokeRect(frame.x, frame.y, frame.width, frame.height);
}

/** Less light on everything: 0 = as it was, 1 = none. */
export function drawDusk(ctx: Context, share: number): void {
  ctx.fillStyle = `rgba(4,4,8,${share})`;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
}

/** A window behind the student, overexposed. */
export function drawBrightWindow(ctx: Context): void {
  const { width: w, height: h } = ctx.canvas;
  ctx.save();
  ctx.filter = `blur(${w / 50}px)`;
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(w * 0.16, h * 0.02, w * 0.68, h * 0.66);
  ctx.restore();
}

/** A finger lets a red glow through; a shutter nothing. */
export function drawBlindLens(ctx: Context, by: 'finger' | 'shutter'): void {
  const { width: w, height: h } = ctx.canvas;
  const glow = ctx.createRadialGradient(w * 0.5, h * 0.5, 0, w * 0.5, h * 0.5, w * 0.7);
  glow.addColorStop(0, by === 'finger' ? '#5e1710' : '#030303');
  glow.addColorStop(1, by === 'finger' ? '#2c0806' : '#020202');
  ctx.fillStyle = glow;
  ctx.fillRect(0, 0, w, h);
}
