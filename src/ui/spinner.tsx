/** Says nothing to a screen reader: the text beside it does. */
export const Spinner = () => <span class="spinner" aria-hidden="true" />;

interface ProgressProps {
  label: string;
  /** 0–1, or null while the end is not known. */
  value: number | null;
}

export function Progress({ label, value }: ProgressProps) {
  const percent = value === null ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div
      class={`progress${percent === undefined ? ' progress-unknown' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div class="progress-bar" style={percent === undefined ? undefined : { width: `${percent}%` }} />
    </div>
  );
}
