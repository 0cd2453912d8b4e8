import { useState } from 'preact/hooks';
import type { ExamView, Hint } from '../../protocol/view-port.ts';
import type { PanelSource } from '../panel/source.ts';
import { hintOf } from './coach-order.ts';
import type { LateTexts } from './parts.ts';

interface Props {
  view: ExamView;
  source: PanelSource;
  t: LateTexts;
}

/** A guess about the machine is asked about in words, once: the proctor reads the answer beside it. */
export function HintQuestion({ view, source, t }: Props) {
  const hint = hintOf(view);
  return hint && view.session.phase === 'running' ? <Question key={hint} {...{ hint, source, t }} /> : null;
}

function Question({ hint, source, t }: Omit<Props, 'view'> & { hint: Hint }) {
  const [why, setWhy] = useState('');
  const answer = (yes: boolean) => () => void source.send({ type: 'answer', hint, yes, why: why.trim() });
  return (
    <div class="strip strip-calm hint-question" role="group" aria-label={t(`ask_${hint}`)}>
      <span>
        {t(`ask_${hint}`)} <small>{t('ask_note')}</small>
      </span>
      <input
        type="text"
        maxLength={150}
        aria-label={t('ask_why')}
        placeholder={t('ask_why')}
        value={why}
        onInput={(event) => setWhy(event.currentTarget.value)}
      />
      <button type="button" class="button" onClick={answer(false)}>
        {t('ask_no')}
      </button>
      <button type="button" class="button" onClick={answer(true)}>
        {t('ask_yes')}
      </button>
    </div>
  );
}
