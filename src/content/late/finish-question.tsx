import { useEffect, useRef } from 'preact/hooks';
import { isAttemptSubmitted } from '../panel/phase.ts';
import type { PartComponent } from './parts.ts';

/** Asked in place of the footer: the quiz beside it stays in reach, should the answers still have to be handed in. */
export const FinishQuestion: PartComponent<'finishQuestion'> = ({ view, t, onYes, onNo }) => {
  const back = useRef<HTMLButtonElement>(null);
  // The student has just pressed «Завершить экзамен» here, so nothing is taken from the quiz.
  useEffect(() => back.current?.focus(), []);
  const isKnown = view.session.lms.adapter === 'moodle';
  return (
    <div
      class="panel-foot finish-question"
      role="alertdialog"
      aria-labelledby="finish-title"
      aria-describedby="finish-text"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onNo();
      }}
    >
      <h3 id="finish-title">{t('finish_title')}</h3>
      <div id="finish-text">
        {!isAttemptSubmitted(view) && (
          <p class="strip strip-act">{t(isKnown ? 'finish_not_submitted' : 'finish_check_submitted')}</p>
        )}
        <p>{t('finish_note')}</p>
      </div>
      <div class="finish-buttons">
        <button type="button" class="button" ref={back} onClick={onNo}>
          {t('finish_no')}
        </button>
        <button type="button" class="button button-primary" onClick={onYes}>
          {t('finish_yes')}
        </button>
      </div>
    </div>
  );
};
