import { Ban, Check } from 'lucide';
import { ruleIds, type Rules } from '../../../protocol/rules.ts';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../texts.ts';

/** The ten rules in words, allowed and forbidden apart, and the institution's own below them. */
export const RuleList = ({ rules }: { rules: Rules }) => (
  <Card title={t('rules_title')}>
    <div class="columns">
      {([true, false] as const).map((isAllowed) => (
        <ul key={String(isAllowed)} class={`rules ${isAllowed ? 'rules-allowed' : 'rules-forbidden'}`}>
          {ruleIds
            .filter((id) => rules[id] === isAllowed)
            .map((id) => (
              <li key={id}>
                <Icon node={isAllowed ? Check : Ban} size={18} />
                {t(`rule_${id}_${isAllowed ? 'allowed' : 'forbidden'}`)}
              </li>
            ))}
        </ul>
      ))}
    </div>
    {rules.custom_rules && (
      <>
        <h3 class="custom-rules-title">{t('rules_custom')}</h3>
        <p class="custom-rules">{rules.custom_rules}</p>
      </>
    )}
  </Card>
);
