import type { SessionDetail } from '../../../protocol/api.ts';
import { isTextKey, t } from '../texts.ts';

/** What was asked for and only a person can see to. */
export const NotEnforced = ({ notEnforced }: Pick<SessionDetail, 'notEnforced'>) => (
  <>
    <p class="quiet fine">{t('not_enforced_lead')}</p>
    <ul class="plain">
      {notEnforced.map(({ name, value }) => (
        <li key={name}>
          {labelOf(name)}
          {value !== 'true' && `: ${value}`}
        </li>
      ))}
    </ul>
  </>
);

/** What has no words of its own shows its name. */
const labelOf = (name: string): string => {
  const key = `claim_${name}`;
  return isTextKey(key) ? t(key) : name;
};
