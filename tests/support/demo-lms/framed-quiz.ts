import type { Exam } from '../demo-world.ts';
import type { DemoLms } from './server.ts';

/** How an exam names the quiz in a frame of another site, which is shown only where proctoring says that it runs. */
export const framedQuiz = ({ framed }: DemoLms): Exam['lms'] => ({
  quizUrl: `${framed.url}&protected`,
  patterns: [framed.pattern],
  framePatterns: [framed.framePattern],
  adapter: 'generic',
  selectors: { title: '.tool-title', finish: '.hand-in', finished: '.tool-result' },
});
