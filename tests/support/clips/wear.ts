import { EYE_X, EYE_Y, HALF_WIDTH, MOUTH_Y, type Pen, shade } from './pen.ts';

/** What people wear on head and face; lengths as in `face.ts`. */
export const wears = [
  'glasses',
  'sunglasses',
  'beard',
  'headscarf',
  'cap',
  'turban',
  'hood',
  'mask',
] as const;
export type Wear = (typeof wears)[number];

const SCARF = [96, 62, 92] as const;
const CAP = [34, 58, 96] as const;
const TURBAN = [150, 86, 40] as const;
const HOOD = [70, 74, 80] as const;

/** Behind the face: what frames it. */
export function drawBehind(pen: Pen, worn: readonly Wear[]): void {
  if (worn.includes('headscarf')) pen.oval(0, 0.1, HALF_WIDTH + 0.1, 0.66, shade(SCARF, 1));
  if (worn.includes('hood')) pen.oval(0, 0.02, HALF_WIDTH + 0.17, 0.68, shade(HOOD, 1));
}

/** In the face: drawn with its features, so that it turns and nods with them. */
export function drawOnFace(pen: Pen, worn: readonly Wear[], middle: number, narrowing: number): void {
  if (worn.includes('beard')) drawBeard(pen, middle);
  if (worn.includes('mask')) drawMask(pen, middle);
  for (const kind of ['glasses', 'sunglasses'] as const) {
    if (worn.includes(kind)) drawGlasses(pen, middle, narrowing, kind === 'sunglasses');
  }
}

/** Over the hair. */
export function drawOnHead(pen: Pen, worn: readonly Wear[], turn: number): void {
  if (worn.includes('headscarf')) drawScarf(pen, turn);
  if (worn.includes('cap')) drawCap(pen, turn);
  if (worn.includes('turban')) drawTurban(pen);
  if (worn.includes('hood')) {
    pen.soft(0.01, () =>
      pen.line(0.13, shade(HOOD, 0.8), () =>
        pen.ctx.ellipse(0, 0.02, HALF_WIDTH + 0.1, 0.6, 0, Math.PI * 0.85, Math.PI * 2.15),
      ),
    );
  }
}

function drawGlasses(pen: Pen, middle: number, narrowing: number, isDark: boolean): void {
  const xOf = (side: number) => middle + side * EYE_X * narrowing;
  for (const side of [-1, 1]) {
    if (isDark) pen.oval(xOf(side), EYE_Y + 0.012, 0.112, 0.083, 'rgba(18,18,22,0.94)');
    else pen.oval(xOf(side), EYE_Y + 0.012, 0.112, 0.083, 'rgba(225,238,245,0.16)');
    pen.line(0.017, '#1d1b1a', () =>
      pen.ctx.ellipse(xOf(side), EYE_Y + 0.012, 0.112, 0.083, 0, 0, 2 * Math.PI),
    );
    pen.curve(0.016, '#1d1b1a', [
      [xOf(side) + side * 0.112, EYE_Y],
      [side * HALF_WIDTH * 0.93, EYE_Y - 0.01],
      [side * HALF_WIDTH, EYE_Y + 0.01],
    ]);
  }
  pen.curve(0.018, '#1d1b1a', [
    [xOf(-1) + 0.11, EYE_Y],
    [middle, EYE_Y - 0.025],
    [xOf(1) - 0.11, EYE_Y],
  ]);
}

function drawBeard(pen: Pen, middle: number): void {
  pen.soft(0.02, () => {
    pen.line(0.11, 'rgba(38,28,24,0.86)', () =>
      pen.ctx.ellipse(middle * 0.9, 0.16, 0.26, 0.29, 0, Math.PI * 0.06, Math.PI * 0.94),
    );
    pen.curve(0.035, 'rgba(38,28,24,0.8)', [
      [middle - 0.12, MOUTH_Y - 0.03],
      [middle, MOUTH_Y - 0.085],
      [middle + 0.12, MOUTH_Y - 0.03],
    ]);
  });
}

function drawMask(pen: Pen, middle: number): void {
  const { ctx } = pen;
  ctx.beginPath();
  ctx.moveTo(middle - 0.27, 0.08);
  ctx.quadraticCurveTo(middle, 0.0, middle + 0.27, 0.08);
  ctx.quadraticCurveTo(middle + 0.25, 0.38, middle, 0.46);
  ctx.quadraticCurveTo(middle - 0.25, 0.38, middle - 0.27, 0.08);
  ctx.fillStyle = '#b9d4e2';
  ctx.fill();
}

function drawScarf(pen: Pen, turn: number): void {
  const { ctx } = pen;
  // A ring around the face: over the forehead, along the cheeks, under the chin.
  pen.soft(0.008, () =>
    pen.line(0.15, shade(SCARF, 1.06), () =>
      ctx.ellipse(turn * 0.05, 0.04, HALF_WIDTH + 0.01, 0.545, 0, 0, 2 * Math.PI),
    ),
  );
  pen.soft(0.02, () => pen.oval(0.02, 0.78, 0.34, 0.2, shade(SCARF, 0.85)));
}

function drawCap(pen: Pen, turn: number): void {
  const { ctx } = pen;
  ctx.beginPath();
  ctx.ellipse(0, -0.22, HALF_WIDTH + 0.05, 0.33, 0, Math.PI, 2 * Math.PI);
  ctx.fillStyle = shade(CAP, 1);
  ctx.fill();
  pen.oval(turn * 0.14, -0.23, HALF_WIDTH + 0.02, 0.06, shade(CAP, 0.6));
}

function drawTurban(pen: Pen): void {
  const { ctx } = pen;
  ctx.beginPath();
  ctx.ellipse(0, -0.24, HALF_WIDTH + 0.12, 0.38, 0, Math.PI, 2 * Math.PI);
  ctx.quadraticCurveTo(0, -0.05, -HALF_WIDTH - 0.12, -0.24);
  ctx.fillStyle = shade(TURBAN, 1);
  ctx.fill();
  for (const k of [-1, 0, 1]) {
    pen.curve(0.012, shade(TURBAN, 0.7), [
      [-0.42, -0.26 + k * 0.02],
      [k * 0.2, -0.5],
      [0.42, -0.28 - k * 0.02],
    ]);
  }
}
