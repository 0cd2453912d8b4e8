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
  const [isSo, setSo] = useState(false);
  const [why, setWhy] = useState('');
  const answer = (yes: boolean) => () => void source.send({ type: 'answer', hint, yes, why: why.trim() });
  return (
    <div class="strip strip-calm strip-wrap" role="group" aria-label={t(`ask_${hint}`)}>
      <span>
        {t(`ask_${hint}`)} <small>{t('ask_note')}</small>
      </span>
      {isSo && (
        <input
          type="text"
          maxLength={150}
          aria-label={t('ask_why')}
          placeholder={t('ask_why')}
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      )}
      {!isSo && (
        <button type="button" class="button" onClick={answer(false)}>
          {t('ask_no')}
        </button>
      )}
      <button type="button" class="button" onClick={isSo ? answer(true) : () => setSo(true)}>
        {t(isSo ? 'ask_send' : 'ask_yes')}
      </button>
    </div>
  );
}
