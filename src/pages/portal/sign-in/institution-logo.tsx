import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** The logo of an institution beside its name; while it has not come, or does not, the name stands alone. */
export function InstitutionLogo({ url }: { url: string }) {
  const source = useSignal<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    // The page's policy lets no picture of another site in; what was fetched is the page's own.
    const show = async () => {
      const response = await fetch(url, { credentials: 'omit', signal: leaving.signal });
      if (response.ok) source.value = URL.createObjectURL(await response.blob());
    };
    show().catch(() => undefined);
    return () => {
      leaving.abort();
      if (source.peek()) URL.revokeObjectURL(source.peek()!);
    };
  }, [url]);
  return source.value && <img class="institution-logo" src={source.value} alt="" height={28} />;
}
