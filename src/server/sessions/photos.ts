import { createHash } from 'node:crypto';
import { MAX_PHOTO_BYTES } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { type PhotoKind, photosFor } from '../../protocol/exam-settings.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { changeSession, type SessionChange } from './change-session.ts';

/** By the first bytes, never by what the sender calls it. Null = neither JPEG nor WebP. */
export function photoTypeOf(bytes: Uint8Array): 'image/jpeg' | 'image/webp' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  return bytes.length > 12 && ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP' ? 'image/webp' : null;
}

/** Stores an identity photo; the last one wanted makes the session `identified`. A second one replaces the first. */
export async function putPhoto(
  services: Services,
  photo: { sessionId: SessionId; personId: PersonId; kind: PhotoKind; bytes: Uint8Array; sha256: string },
): Promise<void> {
  const { sessionId, personId, kind, bytes } = photo;
  if (bytes.length > MAX_PHOTO_BYTES) throw new ExamusError('too_large', 'a photo has at most 4 MiB');
  const mimeType = photoTypeOf(bytes);
  if (mimeType === null) throw new ExamusError('unsupported_media', 'a photo is a JPEG or a WebP');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== photo.sha256)
    throw new ExamusError('wrong_hash', 'the photo is not what its hash says', { sha256 });

  // The hash in the key keeps two uploads at once from writing into each other.
  const blobKey = `sessions/${sessionId}/photos/${kind}-${sha256}`;
  await changeSession(services, sessionId, (change) => assertWanted(change, kind));
  await services.blobs.put(blobKey, bytes);
  const replaced = await changeSession(services, sessionId, async (change) => {
    assertWanted(change, kind);
    const replaced = await change.db
      .selectFrom('photos')
      .select('blobKey')
      .where('sessionId', '=', sessionId)
      .where('kind', '=', kind)
      .executeTakeFirst();
    const row = { blobKey, sha256, mimeType, takenAt: change.now };
    await change.db
      .insertInto('photos')
      .values({ sessionId, kind, ...row })
      .onConflict((conflict) => conflict.columns(['sessionId', 'kind']).doUpdateSet(row))
      .execute();
    await change.record({ what: 'photo_sent', personId, detail: kind, about: sha256 });
    change.touch();
    if (await hasAllPhotos(change)) {
      await change.apply({ type: 'photos_sent', at: change.now }, { what: 'photos_sent', personId });
    }
    return replaced?.blobKey;
  });
  if (replaced !== undefined && replaced !== blobKey) await services.blobs.delete(replaced);
}

function assertWanted(change: SessionChange, kind: PhotoKind): void {
  const { phase, plan } = change.session;
  if (phase === 'created') throw new ExamusError('consent_missing', 'the student has not agreed yet');
  if (phase !== 'checked' && phase !== 'identified') {
    throw new ExamusError('wrong_phase', 'photos are not taken now', { phase });
  }
  if (!photosFor(plan.identification).includes(kind)) {
    throw new ExamusError('bad_request', `this exam asks for no photo of kind ${kind}`);
  }
}

async function hasAllPhotos({ db, session }: SessionChange): Promise<boolean> {
  const sent = await db.selectFrom('photos').select('kind').where('sessionId', '=', session.id).execute();
  return photosFor(session.plan.identification).every((kind) => sent.some((photo) => photo.kind === kind));
}
