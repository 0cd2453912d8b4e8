import { Check, CircleHelp, X } from 'lucide';
import { useEffect, useId, useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { isOver } from '../../../protocol/session.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { announce } from '../announce.tsx';
import { Failure } from '../failure.tsx';
import { Opinions } from './opinions.tsx';
import { Remarks } from './remarks.tsx';
import { ScoreParts } from './score-parts.tsx';
import { formatDateTime } from '../format.ts';
import { reading } from '../reading.ts';
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
  /** What a key asked for, a new object each time. */
  pressed: { state: State } | null;
}

export function Verdict({ detail, store, pressed }: Props) {
  const { review } = detail;
  const mine = detail.opinions.find(({ isMine }) => isMine);
  const said = review.state === 'pending' ? mine : review;
  const [chosen, setChosen] = useState<State | null>(null);
  const [comment, setComment] = useState(said?.comment ?? '');
  const [isAsking, setAsking] = useState(false);
  const id = useId();
  const isFinal = detail.settings.finalStatusOnly && review.state !== 'pending';
  const isReader = reading.value !== null;
  const mayDecide = isOver(detail.phase) && !isFinal && !isReader;
  // Somebody else may decide meanwhile; what is being typed here stays.
  useEffect(() => {
    if (chosen === null) setComment(said?.comment ?? '');
  }, [said?.comment]);
  useEffect(() => {
    if (!pressed || !mayDecide) return;
    setChosen(pressed.state);
    setAsking(true);
  }, [pressed]);
  const state = chosen ?? (said && said.state !== 'pending' ? said.state : null);
  const isChanged = state !== null && (state !== said?.state || comment.trim() !== said.comment);
  return (
    <section class="panel verdict" aria-labelledby={`${id}-title`}>
      <div class="panel-head">
        <h2 id={`${id}-title`}>{t('column_verdict')}</h2>
        {isOver(detail.phase) && <VerdictBadge review={review} />}
        {review.decidedAt !== null && (
          <small class="quiet">
            {deciderOf(detail)} {formatDateTime(review.decidedAt, language.value)}
          </small>
        )}
      </div>
      <Remarks remarks={detail.remarks} />
      <ScoreParts detail={detail} />
      {detail.proposed !== null && (
        <p class="fine">{t('verdict_proposed', { verdict: t(`verdict_${detail.proposed}`) })}</p>
      )}
      {detail.settings.secondReviewer && isOver(detail.phase) && <Opinions detail={detail} />}
      {isReader ? null : !mayDecide ? (
        <p class="quiet">{t(isFinal ? 'verdict_final' : 'verdict_later')}</p>
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
          isFinal={detail.settings.finalStatusOnly}
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

function deciderOf({ decidedBy }: SessionDetail): string {
  if (decidedBy === null) return '';
  return `${decidedBy === 'score' ? t('decided_by_score') : decidedBy},`;
}

interface ConfirmProps {
  state: State;
  comment: string;
  isFinal: boolean;
  onClose: () => void;
  onConfirm: () => Promise<void>;
}

/** Shows the very words the student is going to read. */
function Confirm({ state, comment, isFinal, onClose, onConfirm }: ConfirmProps) {
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
        <p class="quiet fine">{t(isFinal ? 'verdict_first_is_final' : 'verdict_can_change')}</p>
        {error !== null && <Failure error={error} />}
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" busy={isBusy} onClick={confirm} autofocus>
            {t('confirm')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
