import { useState } from 'preact/hooks';
import { Field } from './field.tsx';

interface Props {
  label: string;
  min: number;
  max: number;
  step?: number;
  value: number;
  onValue: (value: number) => void;
}

/**
 * A labelled number. While what stands there is none (cleared, half typed) the value before holds, and the browser keeps
 * the form from being sent.
 */
export function NumberField({ label, min, max, step = 1, value, onValue }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field
      {...{ label, min, max, step }}
      type="number"
      required
      value={typed ?? value}
      onInput={({ currentTarget }) => {
        setTyped(currentTarget.value);
        if (currentTarget.validity.valid) onValue(currentTarget.valueAsNumber);
      }}
      onBlur={({ currentTarget }) => currentTarget.validity.valid && setTyped(null)}
    />
  );
}
