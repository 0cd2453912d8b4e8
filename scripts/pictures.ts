import { execFileSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Album } from './pictures/album.ts';
import { takeConsole } from './pictures/console.ts';
import { takeExam } from './pictures/exam.ts';
import { takeInstitution } from './pictures/institution.ts';
import { takePanel } from './pictures/panel.ts';
import { takeTrouble } from './pictures/trouble.ts';

/**
 * A picture of every screen, light and dark, to be looked at: real exams, a machine where things fail, every state of
 * the panel, the way in from Moodle, and a console full of students. Builds into `dist` first.
 *   npm run pictures -- [--out DIR] [--only exam,trouble,panel,institution,console] [--docs]
 * `--docs` also renews the three in the README.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: '.cache/pictures' },
    only: { type: 'string', default: 'exam,trouble,panel,institution,console' },
    docs: { type: 'boolean', default: false },
  },
});
const root = resolve(import.meta.dirname, '..');
const out = resolve(root, values.out);
const inReadme: Record<string, string> = { list: 'portal', panel: 'panel', 'console-session': 'console' };

execFileSync(process.execPath, ['scripts/build.ts', '--demo'], { cwd: root, stdio: 'inherit' });
const laptop = { width: 1280, height: 720 };
const forStudents = await Album.open(out, [laptop, { width: 1093, height: 500 }]);
const forProctors = await Album.open(out, [laptop, { width: 1920, height: 1080 }]);
const parts: Record<string, () => Promise<void>> = {
  exam: () => takeExam(forStudents, forProctors),
  trouble: () => takeTrouble(forStudents),
  panel: () => takePanel(forStudents),
  institution: () => takeInstitution(forStudents, forProctors),
  console: () => takeConsole(forProctors),
};
for (const name of values.only.split(',')) {
  const part = parts[name];
  if (!part) throw new Error(`--only ${name}: there are ${Object.keys(parts).join(', ')}`);
  await part();
}
if (values.docs) {
  for (const [from, to] of Object.entries(inReadme)) {
    await copyFile(forStudents.path(from, laptop.width, 'light'), resolve(root, 'docs', `${to}.png`));
  }
}
