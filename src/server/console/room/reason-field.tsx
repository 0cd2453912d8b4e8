import { useId } from 'preact/hooks';

interface Props {
  label: string;
  value: string;
  maxLength: number;
  onInput: (value: string) => void;
}

export function ReasonField({ label, value, maxLength, onInput }: Props) {
  const id = useId();
  return (
    <>
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        maxLength={maxLength}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </>
  );
}
