import { useState } from 'preact/hooks';
import type { SessionDetail } from '../../../protocol/api.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { formatDateTime } from '../format.ts';
import { language, t } from '../texts.ts';

type Photo = SessionDetail['photos'][number];

/** A photo taken again has the same address: the page must not show the old one from memory. */
const urlOf = ({ url, takenAt }: Photo): string => `${url}?${takenAt}`;

/** Identity photos; a click opens one large. */
export function Photos({ detail }: { detail: SessionDetail }) {
  const [opened, setOpened] = useState<Photo | null>(null);
  if (detail.photos.length === 0) {
    return (
      <p class="quiet">{t(detail.settings.identification === 'skip' ? 'photos_not_asked' : 'no_photos')}</p>
    );
  }
  const nameOf = (photo: Photo) => `${t(`photo_${photo.kind}`)}, ${detail.studentName}`;
  return (
    <div class="photos">
      {detail.photos.map((photo) => (
        <figure key={photo.kind}>
          <button type="button" title={t('open_larger')} onClick={() => setOpened(photo)}>
            <img src={urlOf(photo)} alt={nameOf(photo)} loading="lazy" />
          </button>
          <figcaption>
            {t(`photo_${photo.kind}`)} <small>{formatDateTime(photo.takenAt, language.value)}</small>
          </figcaption>
        </figure>
      ))}
      {opened && (
        <Dialog title={nameOf(opened)} onClose={() => setOpened(null)}>
          <img class="photo-opened" src={urlOf(opened)} alt={nameOf(opened)} />
          <div class="dialog-buttons">
            <Button onClick={() => setOpened(null)}>{t('close')}</Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
