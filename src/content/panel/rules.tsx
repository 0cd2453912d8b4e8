import type { Rules as RuleSet } from '../../protocol/rules.ts';
import { RulesRow } from '../../ui/rules-row.tsx';
import type { PanelTexts } from '../texts.ts';

export const Rules = ({ rules, t }: { rules: RuleSet; t: PanelTexts }) => (
  <div class="panel-part">
    <RulesRow
      rules={rules}
      label={t('rules_title')}
      describe={(rule, isAllowed) => `${t(`rule_${rule}`)}: ${t(isAllowed ? 'allowed' : 'forbidden')}`}
    />
    {rules.custom_rules && (
      // A long text opens in place; it never pushes the chat away by itself.
      <details class="custom-rules">
        <summary>{rules.custom_rules}</summary>
        <p>{rules.custom_rules}</p>
      </details>
    )}
  </div>
);
