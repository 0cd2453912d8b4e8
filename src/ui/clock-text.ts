const two = (value: number): string => String(value).padStart(2, '0');

/** `1:05:09` or `5:09`, rounded up: the last second is shown as 0:01. */
export function clockText(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Time of day on this computer, `12:05` or `12:05:09`. */
export function timeOfDay(at: number, withSeconds = false): string {
  const date = new Date(at);
  const text = `${two(date.getHours())}:${two(date.getMinutes())}`;
  return withSeconds ? `${text}:${two(date.getSeconds())}` : text;
}
