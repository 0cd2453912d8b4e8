import { labelOf } from './texts.ts';

interface Props {
  label: string;
  choices: readonly string[];
  value: unknown;
  onChange: (value: string[]) => void;
}

/** Kinds of warning, each on or off. One that is chosen already stands there too, whatever else is offered. */
export function WarningChoice({ label, choices, value, onChange }: Props) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const others = chosen.filter((each) => typeof each === 'string' && !choices.includes(each)) as string[];
  const all = [...choices, ...others];
  const toggle = (type: string, isOn: boolean) =>
    onChange(all.filter((each) => (each === type ? isOn : chosen.includes(each))));
  return (
    <fieldset class="setting-choice">
      <legend>{label}</legend>
      {all.map((type) => (
        <label key={type} class="check-line">
          <input
            type="checkbox"
            checked={chosen.includes(type)}
            onChange={(event) => toggle(type, event.currentTarget.checked)}
          />
          {labelOf('warning_', type)}
        </label>
      ))}
    </fieldset>
  );
}
