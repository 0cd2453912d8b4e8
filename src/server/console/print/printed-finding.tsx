import { useEffect, useRef } from 'preact/hooks';
import { formatDuration, formatPercent } from '../format.ts';
import type { Finding } from '../session/findings.ts';
import { seenWords } from '../session/seen-words.ts';
import { language, t } from '../texts.ts';

interface Props {
  finding: Finding;
  startAt: number;
  /** Of camera and screen, as far as there are any. */
  stills: readonly (ImageBitmap | null)[];
}

export function PrintedFinding({ finding, startAt, stills }: Props) {
  const { type, warnings, judgement, note } = finding;
  const { source, confidence } = warnings[0]!;
  const words = [
    t(`source_${source}`),
    confidence !== null && formatPercent(confidence, language.value),
    seenWords(warnings[0]!),
    t(judgement === 'confirmed' ? 'print_confirmed' : 'print_unjudged'),
  ].filter(Boolean);
  const label = t(`warning_${type}`);
  return (
    <div class="paper-finding">
      <p>
        <strong>
          {formatDuration(finding.startAt - startAt)} · {label}
          {warnings.length > 1 && ` ×${warnings.length}`}
        </strong>
        {finding.endAt !== null &&
          ` · ${t('for_length', { length: formatDuration(finding.endAt - finding.startAt) })}`}
        <br />
        <span class="quiet">{words.join(' · ')}</span>
        {note && (
          <>
            <br />
            {note}
          </>
        )}
      </p>
      {stills.map((still, index) => still && <Still key={index} still={still} label={label} />)}
    </div>
  );
}

function Still({ still, label }: { still: ImageBitmap; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { width, height } = still;
    Object.assign(canvas.current!, { width, height });
    canvas.current!.getContext('2d')!.drawImage(still, 0, 0);
  }, [still]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}
