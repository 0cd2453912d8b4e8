import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { wholeLinesOf } from './lines-of.ts';
import { labelOf, t } from './texts.ts';

interface Props {
  name: string;
  /** Prefix of the label's key. */
  prefix: string;
  value: unknown;
  byDefault: unknown;
  options: readonly string[] | undefined;
  /** A control of its own, with its label, in place of what the value asks for. */
  own: ComponentChildren;
  /** What should be known beside it. */
  hint: string | undefined;
  error: string | undefined;
  isEnforced: boolean;
  onChange: (value: unknown) => void;
}

/** One setting with whatever control its value asks for; a changed one is marked and can be put back. */
export function SettingControl(props: Props) {
  const { name, prefix, value, byDefault, own, hint, error, isEnforced, onChange } = props;
  const id = useId();
  const isChanged = JSON.stringify(value) !== JSON.stringify(byDefault);
  return (
    <div class={`setting${isChanged ? ' setting-changed' : ''}`} data-setting={name}>
      {own ?? (
        <>
          <label for={id}>{labelOf(prefix, name)}</label>
          <Control {...props} id={id} />
        </>
      )}
      {hint !== undefined && <small class="quiet">{hint}</small>}
      {isChanged && (
        <button type="button" class="link" onClick={() => onChange(byDefault)}>
          {t('put_back')}
        </button>
      )}
      {!isEnforced && <small class="quiet">{t('not_enforced')}</small>}
      {error !== undefined && (
        <span id={`${id}-error`} class="field-error" role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

function Control({ id, name, value, options, error, onChange }: Props & { id: string }) {
  const common = {
    id,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': `${id}-error`,
  };
  if (typeof value === 'boolean') {
    return (
      <input
        {...common}
        type="checkbox"
        checked={value}
        onChange={(e) => onChange(e.currentTarget.checked)}
      />
    );
  }
  if (options) {
    return (
      <select {...common} value={String(value)} onChange={(e) => onChange(e.currentTarget.value)}>
        {options.map((each) => (
          <option key={each} value={each}>
            {labelOf(`${name}_`, each)}
          </option>
        ))}
      </select>
    );
  }
  if (name === 'startsAt' || name === 'endsAt') {
    return (
      <input
        {...common}
        type="datetime-local"
        value={typeof value === 'number' ? localTime(value) : ''}
        onChange={(e) => onChange(e.currentTarget.value === '' ? null : Date.parse(e.currentTarget.value))}
      />
    );
  }
  if (typeof value === 'number') {
    return (
      <input
        {...common}
        type="number"
        step="any"
        value={value}
        onInput={(e) => onChange(e.currentTarget.value === '' ? null : Number(e.currentTarget.value))}
      />
    );
  }
  if (typeof value === 'string' || name === 'userAgreementUrl') {
    return (
      <textarea
        {...common}
        rows={2}
        value={typeof value === 'string' ? value : ''}
        onInput={(e) => onChange(e.currentTarget.value || (name === 'userAgreementUrl' ? null : ''))}
      />
    );
  }
  const lines = Array.isArray(value) ? value : [];
  return (
    <textarea
      {...common}
      rows={2}
      placeholder={t('one_per_line')}
      value={lines.join('\n')}
      onChange={(e) => onChange(wholeLinesOf(e.currentTarget.value))}
    />
  );
}

/** What `datetime-local` takes: this machine's time, to the minute. */
const localTime = (at: number): string =>
  new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
