import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../texts.ts';
import type { Finding } from './findings.ts';
import type { Reviewing } from './use-reviewing.ts';

/** A line under the finding: Enter keeps it, Escape leaves it as it was. */
export function NoteEditor({ finding, reviewing }: { finding: Finding; reviewing: Reviewing }) {
  const [text, setText] = useState(finding.note);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <input
      ref={field}
      class="finding-note-field"
      maxLength={1000}
      aria-label={t('note_finding', { label: t(`warning_${finding.type}`) })}
      placeholder={t('note_hint')}
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
      onBlur={() => reviewing.keepNote(finding, text.trim())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') reviewing.keepNote(finding, text.trim());
        if (event.key === 'Escape') reviewing.keepNote(finding, finding.note);
        if (event.key === 'Enter' || event.key === 'Escape') event.stopPropagation();
        // Else it would close the dialog around it as well.
        if (event.key === 'Escape') event.preventDefault();
      }}
    />
  );
}
