import { drawFace } from './face.ts';
import type { SceneName } from './scene-names.ts';

/**
 * Draws one moment of a scene. `phase` runs from 0 to 1 over the loop and comes back to where it began, so that a
 * looped clip has no jump. Runs in a browser.
 */
export function drawScene(ctx: CanvasRenderingContext2D, scene: SceneName, phase: number): void {
  const { width, height } = ctx.canvas;
  const student = sitting(ctx, phase);
  if (scene === 'covered') {
    ctx.fillStyle = '#050404';
    ctx.fillRect(0, 0, width, height);
    return;
  }
  drawRoom(ctx);
  switch (scene) {
    case 'absent':
      break;
    case 'present':
      drawFace(ctx, student);
      break;
    case 'dark':
      drawFace(ctx, student);
      ctx.fillStyle = 'rgba(2,2,6,0.9)';
      ctx.fillRect(0, 0, width, height);
      break;
    case 'two':
      drawFace(ctx, { ...student, x: width * 0.32, height: height * 0.4 });
      drawFace(ctx, visitor(ctx, phase));
      break;
    case 'document':
      drawFace(ctx, { ...student, x: width * 0.3, height: height * 0.36 });
      drawCard(ctx);
      break;
  }
}

/** A person is never quite still: breathes, sways, blinks once a loop. */
export function sitting(ctx: CanvasRenderingContext2D, phase: number) {
  const { width, height } = ctx.canvas;
  const sway = Math.sin(phase * 2 * Math.PI);
  return {
    x: width * (0.5 + 0.008 * sway),
    y: height * (0.46 + 0.006 * Math.cos(phase * 2 * Math.PI)),
    height: height * 0.46,
    turn: 0.12 * sway,
    lean: 0.02 * sway,
    eyes: phase > 0.93 ? ('closed' as const) : ('open' as const),
  };
}

/** Somebody else, beside the student. */
export function visitor(ctx: CanvasRenderingContext2D, phase: number) {
  const { width, height } = ctx.canvas;
  const sway = Math.cos(phase * 2 * Math.PI);
  return {
    x: width * (0.73 + 0.008 * sway),
    y: height * 0.5,
    height: height * 0.36,
    skin: [196, 142, 108] as const,
    hair: [25, 20, 18] as const,
    clothes: [110, 60, 52] as const,
    turn: -0.15 + 0.08 * sway,
  };
}

/** A wall with light on it, a window and a shelf of books: an empty frame is not a flat one. */
export function drawRoom(ctx: CanvasRenderingContext2D): void {
  const { width: w, height: h } = ctx.canvas;
  const wall = ctx.createLinearGradient(0, 0, w, h);
  wall.addColorStop(0, '#d3d6d1');
  wall.addColorStop(1, '#8b918f');
  ctx.fillStyle = wall;
  ctx.fillRect(0, 0, w, h);

  ctx.fillStyle = '#eaf0ec';
  ctx.fillRect(w * 0.73, h * 0.07, w * 0.2, h * 0.36);
  ctx.strokeStyle = '#6f6a5e';
  ctx.lineWidth = w / 130;
  ctx.strokeRect(w * 0.73, h * 0.07, w * 0.2, h * 0.36);
  ctx.strokeRect(w * 0.83, h * 0.07, 0, h * 0.36);

  ctx.fillStyle = '#7b6047';
  ctx.fillRect(w * 0.04, h * 0.35, w * 0.24, h * 0.017);
  const covers = ['#8b3c33', '#30604f', '#3b4b79', '#af8b3e', '#6a4a6e'];
  covers.concat(covers.slice(0, 3)).forEach((cover, index) => {
    const height = h * (0.08 + 0.014 * (index % 3));
    ctx.fillStyle = cover;
    ctx.fillRect(w * (0.05 + index * 0.027), h * 0.35 - height, w * 0.022, height);
  });
  ctx.fillStyle = '#6c706c';
  ctx.fillRect(0, h * 0.92, w, h * 0.08);
}

/** An identity card held to the camera. */
function drawCard(ctx: CanvasRenderingContext2D): void {
  const { width: w, height: h } = ctx.canvas;
  const card = { x: w * 0.48, y: h * 0.32, w: w * 0.44, h: h * 0.4 };
  ctx.fillStyle = '#eef4f7';
  ctx.strokeStyle = '#27404f';
  ctx.lineWidth = w / 200;
  ctx.beginPath();
  ctx.roundRect(card.x, card.y, card.w, card.h, w / 60);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = '#1f6f8b';
  ctx.fillRect(card.x, card.y + card.h * 0.06, card.w, card.h * 0.16);
  ctx.save();
  ctx.beginPath();
  ctx.rect(card.x + card.w * 0.05, card.y + card.h * 0.3, card.w * 0.28, card.h * 0.6);
  ctx.fillStyle = '#c9d6dc';
  ctx.fill();
  ctx.clip();
  drawFace(ctx, { x: card.x + card.w * 0.19, y: card.y + card.h * 0.58, height: card.h * 0.42 });
  ctx.restore();
  ctx.fillStyle = '#10202a';
  ctx.font = `${card.h * 0.1}px sans-serif`;
  ['СЕРИКОВА', 'АЙГЕРИМ', '14.02.2006', 'KZ 0451 2217'].forEach((line, index) => {
    ctx.fillText(line, card.x + card.w * 0.38, card.y + card.h * (0.4 + index * 0.15));
  });
}
