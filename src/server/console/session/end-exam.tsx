import { OctagonX } from 'lucide';
import { useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { Button } from '../../../ui/button.tsx';
import { announce } from '../announce.tsx';
import { call } from '../server.ts';
import { t } from '../texts.ts';
import { ReasonDialog } from './reason-dialog.tsx';

interface Props {
  detail: SessionDetail;
  onDone: (detail: SessionDetail) => void;
}

export function EndExam({ detail, onDone }: Props) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button look="danger" icon={OctagonX} onClick={() => setAsking(true)}>
        {t('end_exam')}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t('end_exam_title', { name: detail.studentName })}
          hint={t('end_exam_hint')}
          action={t('end_exam')}
          onClose={() => setAsking(false)}
          onReason={async (reason) => {
            onDone(await call('endExam', { params: { sessionId: detail.id }, body: { reason } }));
            announce(t('end_exam_done'));
          }}
        />
      )}
    </>
  );
}
