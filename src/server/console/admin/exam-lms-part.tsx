import { useState } from 'preact/hooks';
import type { LmsTarget } from '../../../protocol/exam-settings.ts';
import { isMatch } from '../../../shared/match-pattern.ts';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { errorUnder } from './error-under.ts';
import { wholeLinesOf } from './lines-of.ts';
import { labelOf, t } from './texts.ts';

interface Props {
  lms: LmsTarget;
  errors: ReadonlyMap<string, string>;
  onChange: (lms: LmsTarget) => void;
}

const adapters = ['moodle', 'canvas', 'openedx', 'generic'] as const;
const selectors = ['title', 'attempt', 'finish', 'finished', 'password'] as const;

/** Where the quiz stands and how its pages are understood. */
export function ExamLmsPart({ lms, errors, onChange }: Props) {
  const [tested, setTested] = useState('');
  const set = (change: Partial<LmsTarget>) => onChange({ ...lms, ...change });
  const patterns = [...lms.patterns, ...(lms.framePatterns ?? [])];
  return (
    <>
      <Field
        label={t('quiz_url')}
        value={lms.quizUrl}
        error={errors.get('lms.quizUrl')}
        onInput={(e) => set({ quizUrl: e.currentTarget.value })}
      />
      <Select
        label={t('adapter')}
        value={lms.adapter}
        options={adapters.map((value) => ({ value, label: labelOf('adapter_', value) }))}
        onPick={(value) => set({ adapter: adapters.find((each) => each === value) ?? 'generic' })}
      />
      <Lines
        label={t('patterns')}
        value={lms.patterns}
        error={errorUnder(errors, 'lms.patterns')}
        onChange={(value) => set({ patterns: value })}
      />
      <Lines
        label={t('frame_patterns')}
        value={lms.framePatterns ?? []}
        error={errorUnder(errors, 'lms.framePatterns')}
        onChange={(value) => set({ framePatterns: value })}
      />
      <Field
        label={t('test_url')}
        value={tested}
        hint={tested && t(patterns.some((each) => isMatch(each, tested)) ? 'pattern_yes' : 'pattern_no')}
        onInput={(e) => setTested(e.currentTarget.value)}
      />
      {lms.adapter === 'generic' && (
        <details class="lms-selectors">
          <summary>{t('selectors')}</summary>
          {selectors.map((key) => (
            <Field
              key={key}
              label={labelOf('selector_', key)}
              value={lms.selectors?.[key] ?? ''}
              error={errors.get(`lms.selectors.${key}`)}
              onInput={(e) =>
                set({ selectors: { ...lms.selectors, [key]: e.currentTarget.value || undefined } })
              }
            />
          ))}
        </details>
      )}
    </>
  );
}

interface LinesProps {
  label: string;
  value: readonly string[];
  error: string | undefined;
  onChange: (value: string[]) => void;
}
const Lines = ({ label, value, error, onChange }: LinesProps) => (
  <label>
    {label}
    <textarea
      rows={2}
      value={value.join('\n')}
      aria-invalid={error ? 'true' : undefined}
      onChange={(e) => onChange(wholeLinesOf(e.currentTarget.value))}
    />
    {error !== undefined && (
      <span class="field-error" role="alert">
        {error}
      </span>
    )}
  </label>
);
