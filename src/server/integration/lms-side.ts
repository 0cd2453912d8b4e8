import type { LmsTarget } from '../../protocol/exam-settings.ts';

/** What an LMS's `sessionUrl` tells of its side. */
export interface LmsSide {
  /**
   * `entry`: signs the student in at Moodle and leads to the quiz. `page`: some page of the exam, which may show a
   * login form (the plugin sends it when a student comes back by themselves).
   */
  kind: 'entry' | 'page';
  origin: string;
  /** The plugin's own address for webhooks; null where the LMS is no Moodle. */
  apiUrl: string | null;
  lms: LmsTarget;
}

/** Plugins of one family, by their folder; the name in the query of a page tells which one sent it. */
const plugins = { examus2: 'examus2_accesscode', proctor: 'proctor_accesscode' } as const;
type Plugin = keyof typeof plugins;

const ENTRY = /^(.*)\/availability\/condition\/(examus2|proctor)\/entry\.php$/;
const QUIZ_PAGE = /^(.*)\/mod\/quiz\/[a-z]+\.php$/;

/** Reads a `sessionUrl`. Nothing of what this gives signs anybody in. Throws when it is no URL. */
export function lmsSideOf(sessionUrl: string, examId: string): LmsSide {
  const { origin, pathname, searchParams } = new URL(sessionUrl);
  const entry = ENTRY.exec(pathname);
  const root = entry?.[1] ?? QUIZ_PAGE.exec(pathname)?.[1];
  if (root === undefined) {
    return {
      kind: 'page',
      origin,
      apiUrl: null,
      lms: { quizUrl: `${origin}/`, patterns: [`${origin}/*`], adapter: 'generic', entryFromServer: true },
    };
  }
  const plugin: Plugin =
    (entry?.[2] as Plugin | undefined) ?? (searchParams.has(plugins.proctor) ? 'proctor' : 'examus2');
  const wwwroot = `${origin}${root}`;
  const folder = `${wwwroot}/availability/condition/${plugin}`;
  return {
    kind: entry && searchParams.has('token') ? 'entry' : 'page',
    origin,
    apiUrl: `${folder}/api.php`,
    lms: {
      quizUrl: `${wwwroot}/mod/quiz/view.php?id=${encodeURIComponent(examId)}`,
      patterns: [`${wwwroot}/mod/quiz/*`, `${folder}/entry.php*`],
      adapter: 'moodle',
      entryFromServer: true,
    },
  };
}
