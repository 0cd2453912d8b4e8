import { signal } from '@preact/signals';

export type Route =
  | { page: 'exams' }
  | { page: 'check' }
  | { page: 'exam' }
  | { page: 'launch' }
  | { page: 'record'; sessionId: string }
  | { page: 'places'; examId: string }
  | { page: 'help'; article: string | null };

/**
 * `#/exams`, `#/check`, `#/exam`, `#/launch`, `#/record/<session>`, `#/places/<exam>`, `#/help`, `#/help/<article>`; anything else is the
 * exam list.
 */
export function parseRoute(hash: string): Route {
  const [page, article] = hash.replace(/^#\/?/, '').split('/');
  switch (page) {
    case 'check':
    case 'exam':
    case 'launch':
      return { page };
    case 'record':
      return article ? { page, sessionId: article } : { page: 'exams' };
    case 'places':
      return article ? { page, examId: article } : { page: 'exams' };
    case 'help':
      return { page, article: article || null };
    default:
      return { page: 'exams' };
  }
}

export const route = signal<Route>({ page: 'exams' });

export function followHash(): void {
  const read = () => (route.value = parseRoute(location.hash));
  window.addEventListener('hashchange', read);
  read();
}
export const goTo = (page: 'exams' | 'check' | 'exam' | 'help'): void => {
  location.hash = `#/${page}`;
};
