import { RotateCw } from 'lucide';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { errorText, t } from './texts.ts';

/** What went wrong, in words, and the way on. */
export const Failure = ({ error, onRetry }: { error: unknown; onRetry?: () => void }) => (
  <div class="failure">
    <Notice kind="bad" live>
      {errorText(error)}
    </Notice>
    {onRetry && (
      <Button icon={RotateCw} onClick={onRetry}>
        {t('retry')}
      </Button>
    )}
  </div>
);
