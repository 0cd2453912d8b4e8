import { Check, CircleHelp, X } from 'lucide';
import { useEffect, useId, useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { isOver } from '../../../protocol/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { announce } from '../announce.tsx';
import { Failure } from '../failure.tsx';
import { formatDateTime } from '../format.ts';
import { call } from '../server.ts';
import { VerdictBadge } from '../state-badges.tsx';
import { language, t } from '../texts.ts';
import type { SessionStore } from './session-store.ts';

const choices = [
  { state: 'accepted', icon: Check },
  { state: 'rejected', icon: X },
  { state: 'unknown', icon: CircleHelp },
] as const;
type State = (typeof choices)[number]['state'];

const MAX_COMMENT = 4000;

interface Props {
  detail: SessionDetail;
  store: SessionStore;
}

export function Verdict({ detail, store }: Props) {
  const { review } = detail;
  const [chosen, setChosen] = useState<State | null>(null);
  const [comment, setComment] = useState(review.comment);
  const [isAsking, setAsking] = useState(false);
  const id = useId();
  // Somebody else may decide meanwhile; what is being typed here stays.
  useEffect(() => {
    if (chosen === null) setComment(review.comment);
  }, [review.comment]);
  const state = chosen ?? (review.state === 'pending' ? null : review.state);
  const isChanged = state !== null && (state !== review.state || comment.trim() !== review.comment);
  return (
    <section class="panel verdict" aria-labelledby={`${id}-title`}>
      <div class="panel-head">
        <h2 id={`${id}-title`}>{t('column_verdict')}</h2>
        {isOver(detail.phase) && <VerdictBadge state={review.state} />}
        {review.decidedAt !== null && (
          <small class="quiet">{formatDateTime(review.decidedAt, language.value)}</small>
        )}
      </div>
      {!isOver(detail.phase) ? (
        <p class="quiet">{t('verdict_later')}</p>
      ) : (
        <>
          <fieldset class="verdict-choices">
            <legend class="visually-hidden">{t('column_verdict')}</legend>
            {choices.map((choice) => (
              <label key={choice.state} class={`verdict-choice verdict-${choice.state}`}>
                <input
                  type="radio"
                  name={id}
                  value={choice.state}
                  checked={state === choice.state}
                  onChange={() => setChosen(choice.state)}
                />
                <Icon node={choice.icon} size={17} /> {t(`verdict_${choice.state}`)}
              </label>
            ))}
          </fieldset>
          <label class="visually-hidden" for={`${id}-comment`}>
            {t('verdict_comment')}
          </label>
          <textarea
            id={`${id}-comment`}
            rows={2}
            maxLength={MAX_COMMENT}
            placeholder={t('verdict_comment')}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          <Button look="primary" disabled={!isChanged} onClick={() => setAsking(true)}>
            {t(review.state === 'pending' ? 'verdict_give' : 'verdict_change')}
          </Button>
        </>
      )}
      {isAsking && state !== null && (
        <Confirm
          state={state}
          comment={comment.trim()}
          onClose={() => setAsking(false)}
          onConfirm={async () => {
            store.accept(
              await call('verdict', {
                params: { sessionId: detail.id },
                body: { state, comment: comment.trim() },
              }),
            );
            setChosen(null);
            announce(t('verdict_said', { verdict: t(`verdict_${state}`) }));
          }}
        />
      )}
    </section>
  );
}

interface ConfirmProps {
  state: State;
  comment: string;
  onClose: () => void;
  onConfirm: () => Promise<void>;
}

/** Shows the very words the student is going to read. */
function Confirm({ state, comment, onClose, onConfirm }: ConfirmProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirm = () => {
    setBusy(true);
    setError(null);
    onConfirm().then(onClose, (failure: unknown) => {
      setError(failure);
      setBusy(false);
    });
  };
  return (
    <Dialog title={t('verdict_confirm', { verdict: t(`verdict_${state}`) })} onClose={onClose}>
      <div class="dialog-form">
        <p class="quiet">{t('verdict_student_sees')}</p>
        <blockquote class="student-sees">
          <strong>{t(`review_${state}`)}</strong>
          {comment && <p>{comment}</p>}
        </blockquote>
        <p class="quiet fine">{t('verdict_can_change')}</p>
        {error !== null && <Failure error={error} />}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" busy={isBusy} onClick={confirm}>
            {t('confirm')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
