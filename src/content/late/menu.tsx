import { FrameDrawings } from '../../ui/frame-drawings.tsx';
import { Cost } from './cost.tsx';
import type { PartComponent } from './parts.ts';
import { Support } from './support.tsx';

/** How to sit and whom to ask, in place of rules and chat. */
export const Menu: PartComponent<'menu'> = ({ view, t, onClose }) => (
  <div
    class="menu"
    tabIndex={0}
    role="region"
    aria-label={t('menu')}
    onKeyDown={(event) => {
      if (event.key === 'Escape') onClose();
    }}
  >
    {view && (
      <>
        <h3>{t('support')}</h3>
        <p>
          <Support support={view.session.support} t={t} />
        </p>
      </>
    )}
    {view?.meter && (
      <>
        <h3>{t('cost')}</h3>
        <Cost meter={view.meter} t={t} />
      </>
    )}
    <h3>{t('how_to_sit')}</h3>
    <FrameDrawings
      texts={{
        right: t('right'),
        wrong: t('wrong'),
        frameRight: t('frame_right'),
        part: t('frame_wrong_part'),
        dark: t('frame_wrong_dark'),
        two: t('frame_wrong_two'),
      }}
    />
  </div>
);
