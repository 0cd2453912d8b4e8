import { t } from '../texts.ts';

interface Props {
  count: number;
  current: number;
  onPick: (page: number) => void;
}

export const Pages = ({ count, current, onPick }: Props) => (
  <nav class="pages" aria-label={t('grid_pages')}>
    {Array.from({ length: count }, (_, page) => (
      <button
        key={page}
        type="button"
        class="button button-secondary"
        aria-current={page === current ? 'page' : undefined}
        onClick={() => onPick(page)}
      >
        {page + 1}
      </button>
    ))}
  </nav>
);
