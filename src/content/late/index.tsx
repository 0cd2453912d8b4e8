import drawingsCss from '../../ui/frame-drawings.css?inline';
import { Attach } from './attach.tsx';
import { Breaks } from './breaks.tsx';
import { Coach } from './coach.tsx';
import { Curtain } from './curtain.tsx';
import { Ending } from './ending.tsx';
import { FinishQuestion } from './finish-question.tsx';
import lateCss from './late.css?inline';
import { Menu } from './menu.tsx';
import type { LateBundle } from './parts.ts';
import { Picture } from './picture.tsx';
import { Support } from './support.tsx';
import { Urgent } from './urgent.tsx';

/** The second script: see `parts.ts`. */
const late: LateBundle = {
  parts: {
    attach: Attach,
    coach: Coach,
    breaks: Breaks,
    curtain: Curtain,
    menu: Menu,
    finishQuestion: FinishQuestion,
    ending: Ending,
    picture: Picture,
    support: Support,
    urgent: Urgent,
  },
  css: drawingsCss + lateCss,
};
const world = globalThis as { examusLate?: LateBundle; examusLateCame?: () => void };
world.examusLate = late;
world.examusLateCame?.();
