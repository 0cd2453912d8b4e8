import { html, type Html } from '../html.ts';
import type { Quiz } from './quizzes.ts';

export const SITE = 'ТестУни';

export interface Frame {
  /** Last part of Moodle's body id: `page-mod-quiz-<page>`. */
  page: 'view' | 'attempt' | 'summary' | 'review';
  title: string;
  quiz: Quiz;
  student: string;
  content: Html;
  /** Left drawer: where one is in the course and in the quiz. */
  index: Html;
  /** Right drawer, or null where Moodle has no block. */
  block: Html | null;
}

/** The frame of every page, with the ids and classes of Moodle 4.5 and its Boost theme. */
export function framed(frame: Frame): string {
  const { quiz, block } = frame;
  const classes =
    `path-mod path-mod-quiz pagelayout-incourse course-2 context-${14 + quiz.cmid} cmid-${quiz.cmid} ` +
    'cm-type-quiz category-1 format-topics theme uses-drawers drawer-open-index lang-ru';
  return html`<!doctype html>
    <html lang="ru" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${frame.title} | ${SITE}</title>
        <link rel="icon" href="/theme/favicon.svg" />
        <link rel="stylesheet" href="/theme/lms.css" />
        <script src="/lib/lms.js" defer></script>
      </head>
      <body id="page-mod-quiz-${frame.page}" class="${classes}">
        <div id="page-wrapper">
          <nav class="navbar fixed-top" aria-label="Навигация по сайту">
            <button
              class="drawer-left-toggle icon-button"
              type="button"
              data-toggle-drawer="theme_boost-drawers-courseindex"
              aria-label="Открыть указатель курса"
            >
              ☰
            </button>
            <a class="navbar-brand" href="/mod/quiz/view.php?id=${quiz.cmid}">${SITE}</a>
            <div id="usernavigation">
              <div class="usermenu">
                <button id="user-menu-toggle" type="button" aria-label="Меню пользователя">
                  <span class="userinitials" title="${frame.student}">${initials(frame.student)}</span>
                </button>
              </div>
            </div>
          </nav>
          <div id="theme_boost-drawers-courseindex" class="drawer drawer-left show">
            <div class="drawerheader">
              <button
                class="drawertoggle icon-button"
                type="button"
                data-toggle-drawer="theme_boost-drawers-courseindex"
                aria-label="Закрыть указатель курса"
              >
                ✕
              </button>
            </div>
            <div class="drawercontent">${frame.index}</div>
          </div>
          ${
            block &&
            html`<div id="theme_boost-drawers-blocks" class="drawer drawer-right show">
              <div class="drawerheader">
                <button
                  class="drawertoggle icon-button"
                  type="button"
                  data-toggle-drawer="theme_boost-drawers-blocks"
                  aria-label="Закрыть панель блоков"
                >
                  ✕
                </button>
              </div>
              <div class="drawercontent">${block}</div>
            </div>`
          }
          <div id="page" class="drawers show-drawer-left${block ? ' show-drawer-right' : ''}">
            ${block && html`<div class="drawer-toggles"><button class="drawer-right-toggle icon-button" type="button" data-toggle-drawer="theme_boost-drawers-blocks" aria-label="Открыть панель блоков">‹</button></div>`}
            <header id="page-header">
              <div class="page-header-headings"><h1>${quiz.name}</h1></div>
            </header>
            <div id="page-content">
              <div id="region-main"><div role="main">${frame.content}</div></div>
            </div>
            <footer id="page-footer">
              <button class="btn-footer-popover icon-button" type="button" aria-label="Помощь">?</button>
              <div class="logininfo">
                Вы зашли под именем <a href="/user/profile.php?id=3">${frame.student}</a>
              </div>
            </footer>
          </div>
        </div>
      </body>
    </html>`.text;
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0] ?? '')
    .join('');
