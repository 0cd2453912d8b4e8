import { useRef, useState } from 'preact/hooks';
import type { RuleId } from '../protocol/rules.ts';
import { ruleIcons, ruleOrder } from './rule-icons.ts';

interface Props {
  rules: Readonly<Record<RuleId, boolean>>;
  label: string;
  /** The rule in a student's words with its state, e.g. «Книги: запрещено». */
  describe: (rule: RuleId, isAllowed: boolean) => string;
}

/**
 * Ten icons: allowed ones bright on a tile, forbidden ones pale with a cross (so that colour is not needed to tell).
 * One tab stop; arrow keys walk, and what an icon means is shown on hover and on focus alike.
 */
export function RulesRow({ rules, label, describe }: Props) {
  const [current, setCurrent] = useState(0);
  const [shown, setShown] = useState<number | null>(null);
  const row = useRef<HTMLDivElement>(null);

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === 'Escape') setShown(null);
    if (!step) return;
    event.preventDefault();
    const next = (current + step + ruleOrder.length) % ruleOrder.length;
    setCurrent(next);
    row.current?.querySelectorAll('button')[next]?.focus();
  };

  const tipAt = shown === null ? 0 : (shown / (ruleOrder.length - 1)) * 100;
  return (
    <div class="rules" onMouseLeave={() => setShown(null)}>
      <div class="rules-row" role="toolbar" aria-label={label} ref={row} onKeyDown={walk}>
        {ruleOrder.map((rule, index) => (
          <button
            key={rule}
            type="button"
            class={rules[rule] ? 'rule rule-allowed' : 'rule rule-forbidden'}
            data-rule={rule}
            aria-label={describe(rule, rules[rule])}
            tabIndex={index === current ? 0 : -1}
            onMouseEnter={() => setShown(index)}
            onFocus={() => {
              setCurrent(index);
              setShown(index);
            }}
            onBlur={() => setShown(null)}
          >
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
              <path class="rule-drawing" d={ruleIcons[rule]} />
              {!rules[rule] && <circle class="rule-no-back" cx="19" cy="19" r="6.5" />}
              {!rules[rule] && <path class="rule-no" d="M16.8 16.8l4.4 4.4M21.2 16.8l-4.4 4.4" />}
            </svg>
          </button>
        ))}
      </div>
      {shown !== null && (
        // The buttons carry the same words for screen readers.
        <div
          class="rules-tip"
          aria-hidden="true"
          style={{ left: `${tipAt}%`, transform: `translateX(-${tipAt}%)` }}
        >
          {describe(ruleOrder[shown]!, rules[ruleOrder[shown]!])}
        </div>
      )}
    </div>
  );
}
