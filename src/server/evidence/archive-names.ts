import type { SegmentKey } from '../../protocol/recording.ts';

/** Where everything lies in an exported archive, and what people call it when it was altered. */
export const segmentPath = ({ kind, epoch, seq }: SegmentKey): string =>
  `segments/${kind}/${epoch}/${seq}.mp4`;
export const photoPath = (kind: string, mimeType: string): string =>
  `photos/${kind}.${mimeType === 'image/webp' ? 'webp' : 'jpg'}`;

export const EXPORT_LIST = 'export.json';
export const EXPORT_SIGNATURE = 'signature.json';

/** What one line of each list is. */
const lineNames: Readonly<Record<string, string>> = {
  'journal.ndjson': 'journal entry',
  'acts.ndjson': 'act',
  'segments.ndjson': 'segment record',
  'photos.ndjson': 'photo record',
  'checks.ndjson': 'check',
  'warnings.ndjson': 'warning',
  'chat.ndjson': 'chat message',
  'statements.ndjson': 'statement',
};

/** E.g. `segment camera/0/5`, `photo passport`, `consent`, `journal entry 17`. `line` counts from 1. */
export function nameOf(path: string, line?: number): string {
  const lineName = lineNames[path];
  if (lineName !== undefined) return line === undefined ? path : `${lineName} ${line}`;
  const [, folder, name] = /^(segments|photos)\/(.+)\.\w+$/.exec(path) ?? [];
  if (folder !== undefined) return `${folder.slice(0, -1)} ${name}`;
  return path === EXPORT_LIST || path === EXPORT_SIGNATURE ? path : path.replace(/\.json$/, '');
}
