import type { SessionDetail } from '../../../protocol/api.ts';
import { photoKinds } from '../../../protocol/exam-settings.ts';
import { type WarningType, warningTypes } from '../../../protocol/warnings.ts';
import { t } from '../texts.ts';

type Line = SessionDetail['timeline'][number];

/** What the server wrote beside an act, in words: the log itself names kinds and ids. */
export function actDetail({ what, detail }: Line, warnings: SessionDetail['warnings']): string {
  const [first, rest] = split(detail, ' ');
  switch (what) {
    case 'photo_sent': {
      const kind = photoKinds.find((each) => each === detail);
      return kind ? t(`photo_${kind}`) : detail;
    }
    case 'warning_confirmed':
    case 'warning_dismissed':
    case 'warning_unjudged':
    case 'warning_noted': {
      const warning = warnings.find(({ id }) => id === first);
      return warning ? joined(t(`warning_${warning.type}`), rest) : detail;
    }
    case 'warning_forwarded':
      return labelOf(rest) ?? detail;
    case 'warning_added': {
      const [type, note] = split(detail, ': ');
      const label = labelOf(type);
      return label ? joined(label, note) : detail;
    }
    case 'extended': {
      const [, minutes, reason = ''] = /^(\d+) min: ?(.*)$/s.exec(detail) ?? [];
      return minutes ? joined(t('act_detail_minutes', { count: Number(minutes) }), reason) : detail;
    }
    default:
      return detail;
  }
}

/** Who did it; the server itself has no name. */
export const actBy = ({ who }: Line): string => (who === 'system' ? t('act_by_system') : who);

const labelOf = (type: string): string | null =>
  warningTypes.includes(type as WarningType) ? t(`warning_${type as WarningType}`) : null;
const joined = (...parts: string[]): string => parts.filter(Boolean).join(': ');

function split(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + by.length)];
}
