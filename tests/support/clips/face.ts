import { type Colour, type Context, EYE_X, EYE_Y, HALF_WIDTH, MOUTH_Y, Pen, shade } from './pen.ts';
import { drawBehind, drawOnFace, drawOnHead, type Wear } from './wear.ts';

/**
 * Draws a portrait with Canvas 2D: no photo, no asset, nobody's likeness. Lengths are in head heights (1 = chin to
 * crown), the origin is the middle of the head. What makes a detector take it for a face was found by trying: dark
 * sockets around a bright sclera under dark brows, a nose with a shadow below it, a mouth darker than the skin,
 * hair and ears that frame the oval, a neck on shoulders, and light that falls off softly to the sides.
 */
export interface FaceOptions {
  /** Middle of the head in pixels. */
  x: number;
  y: number;
  /** Chin to crown in pixels. */
  height: number;
  /** −1 (looks to its right) … 1; 0 = into the camera. */
  turn?: number;
  /** Radians. */
  lean?: number;
  skin?: Colour;
  hair?: Colour;
  clothes?: Colour;
  eyes?: 'open' | 'closed';
  /** −1 (looks at the keyboard) … 1 (at the ceiling). */
  nod?: number;
  haircut?: 'short' | 'long' | 'none';
  wears?: readonly Wear[];
  /** Turned away altogether: nothing but hair. */
  isAway?: boolean;
}

export function drawFace(ctx: Context, options: FaceOptions): void {
  const pen = new Pen(ctx, options.height);
  const { turn = 0, nod = 0, skin = [224, 175, 144], hair = [48, 34, 27], clothes = [58, 84, 112] } = options;
  const { haircut = 'short', wears = [] } = options;
  ctx.save();
  ctx.translate(options.x, options.y);
  ctx.rotate(options.lean ?? 0);
  ctx.scale(options.height, options.height);
  drawBust(pen, skin, clothes);
  if (options.isAway) {
    drawBackOfHead(pen, hair);
    return ctx.restore();
  }
  if (haircut === 'long') drawLongHair(pen, hair);
  drawBehind(pen, wears);
  if (haircut !== 'none') drawBackOfHair(pen, hair, turn);
  drawEars(pen, skin, turn);
  drawHead(pen, skin, turn, nod);
  if (haircut !== 'none') drawFringe(pen, hair, turn);
  const middle = turn * 0.13;
  const narrowing = 1 - 0.25 * Math.abs(turn);
  pen.nodded(nod, () => {
    for (const side of [-1, 1] as const) {
      const isFar = side * turn > 0;
      const x = middle + side * EYE_X * narrowing;
      drawEye(pen, x, 0.07 * (isFar ? narrowing : 1), turn, skin, options.eyes ?? 'open');
      drawBrow(pen, x, side, hair);
    }
  });
  pen.nodded(nod, () => drawNose(pen, middle, skin), 0.14);
  pen.nodded(nod, () => drawMouth(pen, middle * 1.15), 0.03);
  pen.nodded(nod, () => drawOnFace(pen, wears, middle, narrowing));
  drawOnHead(pen, wears, turn);
  ctx.restore();
}

function drawBust(pen: Pen, skin: Colour, clothes: Colour): void {
  const { ctx } = pen;
  const cloth = ctx.createLinearGradient(-0.9, 0, 0.9, 0);
  cloth.addColorStop(0, shade(clothes, 0.55));
  cloth.addColorStop(0.42, shade(clothes, 1));
  cloth.addColorStop(1, shade(clothes, 0.48));
  ctx.beginPath();
  // Down to the edge of any picture.
  ctx.moveTo(-1.1, 9);
  ctx.lineTo(-0.96, 1.6);
  ctx.quadraticCurveTo(-0.9, 0.8, -0.28, 0.67);
  ctx.lineTo(0.28, 0.67);
  ctx.quadraticCurveTo(0.9, 0.8, 0.96, 1.6);
  ctx.lineTo(1.1, 9);
  ctx.fillStyle = cloth;
  ctx.fill();

  const throat = ctx.createLinearGradient(0, 0.3, 0, 0.8);
  throat.addColorStop(0, shade(skin, 0.54));
  throat.addColorStop(1, shade(skin, 0.86));
  ctx.beginPath();
  ctx.moveTo(-0.19, 0.26);
  ctx.lineTo(-0.215, 0.69);
  ctx.quadraticCurveTo(0, 0.85, 0.215, 0.69);
  ctx.lineTo(0.19, 0.26);
  ctx.fillStyle = throat;
  ctx.fill();
}

function drawBackOfHair(pen: Pen, hair: Colour, turn: number): void {
  pen.oval(-turn * 0.05, -0.115, HALF_WIDTH + 0.06, 0.46, shade(hair, 0.8));
}

function drawEars(pen: Pen, skin: Colour, turn: number): void {
  for (const side of [-1, 1]) {
    // The ear on the side one turns to disappears behind the cheek.
    if (turn * side > 0.5) continue;
    pen.oval(side * HALF_WIDTH + turn * 0.04, 0.035, 0.05, 0.1, shade(skin, 0.76));
  }
}

function traceHead(ctx: Context, turn: number): void {
  const chin = turn * 0.065;
  ctx.beginPath();
  ctx.moveTo(-HALF_WIDTH, -0.12);
  ctx.bezierCurveTo(-HALF_WIDTH, -0.56, HALF_WIDTH, -0.56, HALF_WIDTH, -0.12);
  ctx.bezierCurveTo(HALF_WIDTH, 0.21, HALF_WIDTH * 0.7, 0.37, 0.15 + chin, 0.48);
  ctx.quadraticCurveTo(chin, 0.53, -0.15 + chin, 0.48);
  ctx.bezierCurveTo(-HALF_WIDTH * 0.7, 0.37, -HALF_WIDTH, 0.21, -HALF_WIDTH, -0.12);
  ctx.closePath();
}

function drawHead(pen: Pen, skin: Colour, turn: number, nod: number): void {
  const { ctx } = pen;
  const middle = turn * 0.13;
  const light = ctx.createRadialGradient(middle - 0.06, -0.1, 0.05, middle * 0.6, 0, 0.62);
  for (const [stop, k] of [
    [0, 1.11],
    [0.45, 1],
    [0.75, 0.82],
    [1, 0.5],
  ] as const) {
    light.addColorStop(stop, shade(skin, k));
  }
  traceHead(ctx, turn);
  ctx.fillStyle = light;
  ctx.fill();

  ctx.save();
  traceHead(ctx, turn);
  ctx.clip();
  pen.soft(0.03, () => {
    for (const side of [-1, 1]) pen.oval(side * HALF_WIDTH, 0.12, 0.11, 0.36, shade(skin, 0.55, 0.58));
    pen.nodded(nod, () => {
      for (const side of [-1, 1]) {
        pen.oval(middle + side * EYE_X, EYE_Y - 0.012, 0.1, 0.063, shade(skin, 0.6, 0.76));
        pen.oval(middle + side * 0.2, 0.14, 0.08, 0.06, 'rgba(206,96,82,0.2)');
      }
      pen.oval(middle, MOUTH_Y + 0.1, 0.1, 0.025, shade(skin, 0.66, 0.8));
    });
  });
  ctx.restore();
}

function drawFringe(pen: Pen, hair: Colour, turn: number): void {
  const { ctx } = pen;
  const middle = turn * 0.13;
  ctx.save();
  traceHead(ctx, turn);
  ctx.clip();
  pen.soft(0.008, () => {
    ctx.beginPath();
    ctx.moveTo(-0.5, 0.02);
    ctx.bezierCurveTo(-0.37, -0.2, -0.3, -0.31, -0.1 + middle, -0.325);
    ctx.bezierCurveTo(0.1 + middle, -0.36, 0.3, -0.28, 0.38, -0.05);
    ctx.lineTo(0.6, -0.1);
    ctx.lineTo(0.5, -0.7);
    ctx.lineTo(-0.5, -0.7);
    ctx.closePath();
    ctx.fillStyle = shade(hair, 1);
    ctx.fill();
  });
  ctx.restore();
  pen.soft(0.012, () => {
    pen.line(0.08, shade(hair, 1.05), () =>
      ctx.ellipse(-turn * 0.04, -0.2, HALF_WIDTH + 0.03, 0.33, 0, Math.PI, 2 * Math.PI),
    );
  });
}

function drawLongHair(pen: Pen, hair: Colour): void {
  pen.oval(0, 0.18, HALF_WIDTH + 0.09, 0.72, shade(hair, 0.75));
}

function drawBackOfHead(pen: Pen, hair: Colour): void {
  pen.soft(0.01, () => {
    pen.oval(0, -0.02, HALF_WIDTH + 0.04, 0.47, shade(hair, 1));
    pen.oval(-0.08, -0.15, 0.2, 0.25, shade(hair, 1.35, 0.5));
  });
}

function drawEye(pen: Pen, x: number, rx: number, turn: number, skin: Colour, eyes: 'open' | 'closed'): void {
  const { ctx } = pen;
  const ry = 0.034;
  const isClosed = eyes === 'closed';
  if (!isClosed) {
    pen.oval(x, EYE_Y, rx, ry, '#f0e8e1');
    ctx.save();
    ctx.beginPath();
    ctx.ellipse(x, EYE_Y, rx, ry, 0, 0, 2 * Math.PI);
    ctx.clip();
    const look = x + turn * 0.02;
    pen.oval(look, EYE_Y - 0.004, 0.036, 0.036, '#4b3323');
    pen.oval(look, EYE_Y - 0.004, 0.018, 0.018, '#0c0907');
    pen.oval(look - 0.011, EYE_Y - 0.015, 0.008, 0.008, '#fff');
    pen.soft(0.01, () => pen.oval(x, EYE_Y - ry, rx * 1.1, ry * 0.55, 'rgba(40,20,12,0.65)'));
    ctx.restore();
  }
  pen.line(0.014, 'rgba(36,21,15,0.95)', () =>
    ctx.ellipse(x, EYE_Y + 0.004, rx * 1.04, ry * 1.1, 0, Math.PI * 1.04, Math.PI * 1.96, isClosed),
  );
  pen.line(0.008, shade(skin, 0.55, 0.7), () =>
    ctx.ellipse(x, EYE_Y, rx, ry * 1.1, 0, 0.15 * Math.PI, 0.85 * Math.PI),
  );
}

function drawBrow(pen: Pen, x: number, side: -1 | 1, hair: Colour): void {
  pen.soft(0.006, () =>
    pen.curve(0.032, shade(hair, 0.85), [
      [x - side * 0.085, EYE_Y - 0.085],
      [x + side * 0.01, EYE_Y - 0.125],
      [x + side * 0.095, EYE_Y - 0.075],
    ]),
  );
}

function drawNose(pen: Pen, middle: number, skin: Colour): void {
  const tip = middle * 1.35;
  pen.soft(0.014, () => {
    pen.curve(0.03, shade(skin, 0.68, 0.75), [
      [middle + 0.05, -0.08],
      [tip + 0.045, 0.04],
      [tip + 0.07, 0.13],
    ]);
    pen.curve(0.035, shade(skin, 1.2, 0.7), [
      [middle, -0.06],
      [(middle + tip) / 2, 0.02],
      [tip, 0.1],
    ]);
    pen.oval(tip, 0.125, 0.04, 0.03, shade(skin, 1.2, 0.8));
    pen.oval(tip, 0.178, 0.085, 0.02, shade(skin, 0.5, 0.85));
  });
  for (const side of [-1, 1]) {
    pen.soft(0.004, () => pen.oval(tip + side * 0.034, 0.158, 0.018, 0.01, 'rgba(60,25,18,0.9)'));
    pen.curve(0.012, shade(skin, 0.62, 0.7), [
      [tip + side * 0.062, 0.106],
      [tip + side * 0.098, 0.14],
      [tip + side * 0.06, 0.165],
    ]);
  }
}

function drawMouth(pen: Pen, x: number): void {
  const { ctx } = pen;
  const half = 0.125;
  const lip = (colour: string, trace: () => void) => {
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.moveTo(x - half, MOUTH_Y);
    trace();
    ctx.fill();
  };
  pen.soft(0.005, () => {
    lip('#a1504b', () => {
      ctx.quadraticCurveTo(x - 0.05, MOUTH_Y - 0.045, x, MOUTH_Y - 0.028);
      ctx.quadraticCurveTo(x + 0.05, MOUTH_Y - 0.045, x + half, MOUTH_Y);
      ctx.quadraticCurveTo(x, MOUTH_Y + 0.02, x - half, MOUTH_Y);
    });
    lip('#ba6a62', () => {
      ctx.quadraticCurveTo(x, MOUTH_Y + 0.1, x + half, MOUTH_Y);
      ctx.quadraticCurveTo(x, MOUTH_Y + 0.012, x - half, MOUTH_Y);
    });
    pen.curve(0.011, 'rgba(70,20,20,0.9)', [
      [x - half, MOUTH_Y],
      [x, MOUTH_Y + 0.018],
      [x + half, MOUTH_Y],
    ]);
  });
}
