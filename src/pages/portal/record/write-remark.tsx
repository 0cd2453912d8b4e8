import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { OwnRecord } from '../../../protocol/api/review.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Failure } from '../shell/failure.tsx';
import { useAction } from '../shell/use-action.ts';
import { ask } from '../state/server.ts';
import { t } from '../texts.ts';

interface Props {
  record: OwnRecord;
  onWritten: (record: OwnRecord) => void;
}

/** A comment for whoever reviews; once a verdict stands, an appeal, which has the session looked at again. */
export function WriteRemark({ record, onWritten }: Props) {
  const text = useSignal('');
  /** Kept over retries: what arrived although its answer did not is not written twice. */
  const remarkId = useSignal(crypto.randomUUID() as string);
  const id = useId();
  const isAppeal = record.review.state !== 'pending';
  const sending = useAction(async () => {
    const body = { id: remarkId.value, text: text.value.trim() };
    const { sessionId } = record;
    onWritten(await ask('addRemark', { params: { sessionId }, body }));
    text.value = '';
    remarkId.value = crypto.randomUUID();
  });
  return (
    <Card title={t(isAppeal ? 'appeal_title' : 'remark_title')}>
      <div class="stack">
        {record.remarks.map((remark) => (
          <blockquote key={remark.id} class="exam-comment">
            <span class="quiet">{t(`own_${remark.kind}`)}</span> {remark.text}
          </blockquote>
        ))}
        {record.mayWrite ? (
          <>
            <label for={id}>{t(isAppeal ? 'appeal_hint' : 'remark_hint')}</label>
            <textarea
              id={id}
              rows={4}
              maxLength={4000}
              value={text.value}
              onInput={(event) => (text.value = event.currentTarget.value)}
            />
            {sending.error.value !== null && <Failure error={sending.error.value} />}
            <div class="row">
              <Button
                look="primary"
                busy={sending.isBusy.value}
                disabled={text.value.trim() === ''}
                onClick={() => void sending.run()}
              >
                {t(isAppeal ? 'appeal_send' : 'remark_send')}
              </Button>
            </div>
          </>
        ) : (
          <p class="quiet">{t('remark_closed')}</p>
        )}
      </div>
    </Card>
  );
}
