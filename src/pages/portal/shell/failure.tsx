import { RotateCw } from 'lucide';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { errorKey } from '../../../shared/error-texts.ts';
import { t } from '../texts.ts';
import { SupportLine } from './support-line.tsx';

interface Props {
  error: unknown;
  onRetry?: () => void;
}

/** What happened, what to do, and who helps. */
export const Failure = ({ error, onRetry }: Props) => (
  <Notice kind="bad" live title={t(errorKey(error))}>
    <SupportLine />
    {onRetry && (
      <Button icon={RotateCw} onClick={onRetry}>
        {t('retry')}
      </Button>
    )}
  </Notice>
);
