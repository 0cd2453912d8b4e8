import type { InputHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';

type Props = InputHTMLAttributes & {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
};

/** A labelled input; hint and error are tied to it for screen readers. */
export function Field({ label, hint, error, ...input }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={`${id}-hint ${id}-error`}
      />
      <span id={`${id}-hint`} class="field-hint">
        {hint}
      </span>
      <span id={`${id}-error`} class="field-error" aria-live="polite">
        {error}
      </span>
    </div>
  );
}
