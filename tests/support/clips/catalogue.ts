import type { ExamSettings } from '../../../src/protocol/exam-settings.ts';
import type { WarningType } from '../../../src/protocol/warnings.ts';
import { drawFace, type FaceOptions } from './face.ts';
import { drawBlindLens, drawBrightWindow, drawDusk, drawPoster } from './places.ts';
import { drawRoom, sitting, visitor } from './scenes.ts';

/**
 * Labelled pictures for the detection suite: what is drawn, and which warnings it must raise when it is shown long
 * enough. Drawings prove that states are told apart; they say nothing about likeness to people.
 */
export interface ClipCase {
  name: string;
  group: string;
  /** All of them, and no other. */
  expected: readonly WarningType[];
  /** Of the exam, where the default ones would not do. */
  settings?: Partial<Record<keyof ExamSettings, unknown>>;
  /** By which of its two thresholds a camera's fault counts. */
  fault?: 'covered' | 'frozen';
  /** Amplitude of the sensor's noise in levels of brightness; 0 = no two frames differ by it. */
  noise: number;
  /** One moment of it; `phase` 0–1 runs over a loop of two seconds. Runs in a browser. */
  draw: (ctx: CanvasRenderingContext2D, phase: number) => void;
}

type Draw = ClipCase['draw'];
type Look = Partial<FaceOptions> & { grow?: number };
const SENSOR_NOISE = 3;

const define = <const N extends string>(
  name: N,
  group: string,
  expected: readonly WarningType[],
  draw: Draw,
  more: Partial<Pick<ClipCase, 'settings' | 'noise' | 'fault'>> = {},
) => ({ noise: SENSOR_NOISE, ...more, name, group, expected, draw });

/** The student at the desk; `look` over how they always sit. */
function student(ctx: CanvasRenderingContext2D, phase: number, { grow = 1, ...look }: Look): void {
  const seat = sitting(ctx, phase);
  const turn = (look.turn ?? 0) + seat.turn;
  const lean = (look.lean ?? 0) + seat.lean;
  drawFace(ctx, { ...seat, height: seat.height * grow, ...look, turn, lean });
}
const sits =
  (look: Look = {}): Draw =>
  (ctx, phase) => {
    drawRoom(ctx);
    student(ctx, phase, look);
  };
/** In shares of the picture: `[x, y]` of the head's middle. */
const sitsAt =
  (x: number, y: number, look: Look = {}): Draw =>
  (ctx, phase) => {
    const seat = sitting(ctx, phase);
    const { width, height } = ctx.canvas;
    const swayX = seat.x - width / 2;
    drawRoom(ctx);
    student(ctx, phase, { ...look, x: width * x + swayX, y: height * y });
  };
interface Guest extends Partial<FaceOptions> {
  at: readonly [number, number];
  grow: number;
  /** How much of the usual sway is left: nobody is quite still. */
  stir?: number;
}
const together =
  (first: Look, second: Guest): Draw =>
  (ctx, phase) => {
    const { width, height } = ctx.canvas;
    const { at, grow, stir = 1, ...look } = second;
    const swaying = visitor(ctx, phase);
    const turn = -0.15 + stir * (swaying.turn + 0.15);
    const guest = { ...swaying, turn, eyes: phase > 0.93 ? ('closed' as const) : ('open' as const) };
    drawRoom(ctx);
    const x = width * at[0] + stir * (guest.x - width * 0.73);
    drawFace(ctx, { ...guest, x, y: height * at[1], height: guest.height * grow, ...look });
    student(ctx, phase, { x: width * 0.36, ...first });
  };

const DOWN = -1.6;
/**
 * The paper on the desk is not allowed: looking down is looking away. A flat drawing nods by 18° at most before it is
 * a face no more, so the cone is narrower.
 */
const noPaper = { rules: { allow_to_use_paper: false }, gazePitchDegrees: 12 };
const skins = {
  porcelain: [243, 214, 196],
  light: [224, 175, 144],
  olive: [200, 150, 112],
  tan: [168, 118, 84],
  brown: [122, 80, 56],
  deep: [78, 50, 38],
} as const;

export const clipCases = [
  define('skin-porcelain', 'skin', [], sits({ skin: skins.porcelain, hair: [196, 160, 100] })),
  define('skin-light', 'skin', [], sits({ skin: skins.light })),
  define('skin-olive', 'skin', [], sits({ skin: skins.olive, hair: [30, 24, 20] })),
  define('skin-tan', 'skin', [], sits({ skin: skins.tan, hair: [24, 20, 18] })),
  define('skin-brown', 'skin', [], sits({ skin: skins.brown, hair: [20, 17, 15] })),
  define('skin-deep', 'skin', [], sits({ skin: skins.deep, hair: [16, 14, 13] })),

  define('size-small', 'size', [], sits({ grow: 0.5 })),
  define('size-medium', 'size', [], sits({ grow: 0.8 })),
  define('size-large', 'size', [], sits({ grow: 1.35 })),

  define('hair-long', 'hair', [], sits({ haircut: 'long', hair: [92, 56, 32] })),
  define('hair-none', 'hair', [], sits({ haircut: 'none', skin: skins.olive })),
  define('hair-grey', 'hair', [], sits({ hair: [168, 166, 164] })),
  define('beard', 'hair', [], sits({ wears: ['beard'], skin: skins.olive })),

  define('glasses', 'glasses', [], sits({ wears: ['glasses'] })),
  define(
    'glasses-brown-skin',
    'glasses',
    [],
    sits({ wears: ['glasses'], skin: skins.brown, hair: [20, 17, 15] }),
  ),
  define('sunglasses', 'glasses', [], sits({ wears: ['sunglasses'] })),

  define('headscarf', 'head covering', [], sits({ wears: ['headscarf'], haircut: 'none' })),
  define(
    'headscarf-brown-skin',
    'head covering',
    [],
    sits({ wears: ['headscarf'], haircut: 'none', skin: skins.brown }),
  ),
  define(
    'headscarf-glasses',
    'head covering',
    [],
    sits({ wears: ['headscarf', 'glasses'], haircut: 'none', skin: skins.olive }),
  ),
  define('cap', 'head covering', [], sits({ wears: ['cap'] })),
  define('turban', 'head covering', [], sits({ wears: ['turban', 'beard'], skin: skins.tan })),
  define('hood', 'head covering', [], sits({ wears: ['hood'] })),

  define('turned-little', 'pose', [], sits({ turn: 0.35 })),
  define('tilted-left', 'pose', [], sits({ lean: -0.35 })),
  define('tilted-right', 'pose', [], sits({ lean: 0.35 })),
  define('eyes-closed', 'pose', [], sits({ eyes: 'closed' })),
  define('down-to-paper', 'pose', [], sits({ nod: DOWN })),
  define('turned-left', 'looking away', ['avert_eyes'], sits({ turn: -1.35 })),
  define('turned-right', 'looking away', ['avert_eyes'], sits({ turn: 1.35 })),
  define('turned-glasses', 'looking away', ['avert_eyes'], sits({ turn: 1.35, wears: ['glasses'] })),
  define('turned-brown-skin', 'looking away', ['avert_eyes'], sits({ turn: -1.35, skin: skins.brown })),
  define('profile-left', 'looking away', ['avert_eyes'], sits({ turn: -1.8 })),
  define('profile-right', 'looking away', ['avert_eyes'], sits({ turn: 1.8 })),
  define('looking-down', 'looking away', ['avert_eyes'], sits({ nod: DOWN }), { settings: noPaper }),

  define('cropped-forehead', 'cropped', [], sitsAt(0.5, 0.12, { grow: 1.1 })),
  define('cropped-chin', 'cropped', [], sitsAt(0.5, 0.86, { grow: 1.1 })),
  define('cropped-side', 'cropped', [], sitsAt(0.9, 0.46)),

  define('two-near', 'two people', ['extra_user_in_frame'], together({}, { at: [0.75, 0.48], grow: 1.15 })),
  define(
    'two-distances',
    'two people',
    ['extra_user_in_frame'],
    together({}, { at: [0.74, 0.4], grow: 0.72 }),
  ),
  define('two-far', 'two people', ['extra_user_in_frame'], together({}, { at: [0.72, 0.36], grow: 0.45 })),
  define(
    'two-still-near',
    'two people',
    ['extra_user_in_frame'],
    together({}, { at: [0.75, 0.48], grow: 1.1, stir: 0.3 }),
  ),
  define(
    'two-still-far',
    'two people',
    ['extra_user_in_frame'],
    together({}, { at: [0.72, 0.36], grow: 0.5, stir: 0.3 }),
  ),
  define(
    'two-brown-skin',
    'two people',
    ['extra_user_in_frame'],
    together({ skin: skins.brown }, { at: [0.74, 0.42], grow: 0.9, skin: skins.deep }),
  ),
  define(
    'two-headscarves',
    'two people',
    ['extra_user_in_frame'],
    together(
      { wears: ['headscarf'], haircut: 'none' },
      { at: [0.75, 0.44], grow: 1, wears: ['headscarf'], haircut: 'none' },
    ),
  ),

  define('poster', 'pictures on the wall', [], (ctx, phase) => {
    drawRoom(ctx);
    drawPoster(ctx);
    student(ctx, phase, { x: ctx.canvas.width * 0.64 });
  }),
  define('two-posters', 'pictures on the wall', [], (ctx, phase) => {
    drawRoom(ctx);
    drawPoster(ctx, { x: 0.03, y: 0.05, width: 0.2, height: 0.42 });
    drawPoster(ctx, { x: 0.76, y: 0.04, width: 0.2, height: 0.42, skin: skins.brown });
    student(ctx, phase, {});
  }),

  define('empty-room', 'nobody', ['no_user_in_frame'], (ctx) => drawRoom(ctx)),
  define('back-of-head', 'nobody', ['no_user_in_frame'], sits({ isAway: true })),
  define('left-the-edge', 'nobody', ['no_user_in_frame'], sitsAt(1.12, 0.46)),

  define('dusk', 'light', [], (ctx, phase) => {
    sits()(ctx, phase);
    drawDusk(ctx, 0.72);
  }),
  define('dusk-brown-skin', 'light', [], (ctx, phase) => {
    sits({ skin: skins.brown })(ctx, phase);
    drawDusk(ctx, 0.55);
  }),
  define('bright-window', 'light', [], (ctx, phase) => {
    drawRoom(ctx);
    drawBrightWindow(ctx);
    // Exposed for the window: the face is left dark.
    student(ctx, phase, { skin: [96, 74, 60], clothes: [22, 30, 40] });
  }),
  define('dark-empty', 'light', ['no_user_in_frame'], (ctx) => {
    drawRoom(ctx);
    drawDusk(ctx, 0.8);
  }),

  define('lens-finger', 'camera', ['camera_no_picture'], (ctx) => drawBlindLens(ctx, 'finger'), { noise: 2 }),
  define('lens-shutter', 'camera', ['camera_no_picture'], (ctx) => drawBlindLens(ctx, 'shutter'), {
    noise: 1,
  }),
  define('picture-frozen', 'camera', ['camera_no_picture'], (ctx) => sits()(ctx, 0), {
    noise: 0,
    fault: 'frozen',
  }),
] as const satisfies readonly ClipCase[];

export type CaseName = (typeof clipCases)[number]['name'];
export const caseOf = (name: CaseName): ClipCase => clipCases.find((one) => one.name === name)!;
export const noiseOf = (name: CaseName): number => caseOf(name).noise;
