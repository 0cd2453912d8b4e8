import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Services } from '../context.ts';
import type { ArchiveFile } from './archive-files.ts';

/**
 * All the same for every file, so that there is exactly one right archive for a given content, which
 * `verify/container-fault.ts` holds it to. Stored, not packed: video does not get smaller.
 */
const OPTIONS = {
  compress: false,
  // The first day that the format can tell, in the zone of this machine, in which yazl writes it.
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  mode: 0o100664,
};

/**
 * The files as a zip archive, each read when its turn comes. A blob that is gone is left out: the archive's list still
 * names it, and its verification will. Any other trouble ends the stream with an error, so that a half archive is seen
 * to be one.
 */
export function writeArchive(
  { blobs, log }: Pick<Services, 'blobs' | 'log'>,
  files: readonly ArchiveFile[],
): Readable {
  const archive = new ZipFile();
  const output = archive.outputStream as Readable;
  archive.on('error', (error: Error) => output.destroy(error));
  const fail = (error: unknown): boolean => archive.emit('error', error);
  addAll().catch(fail);
  return output;

  async function addAll(): Promise<void> {
    for (const file of files) {
      if ('blobKey' in file && (await blobs.stat(file.blobKey)) === null) {
        log.error({ blobKey: file.blobKey }, 'acknowledged bytes are gone');
        continue;
      }
      archive.addReadStreamLazy(file.path, OPTIONS, (done) =>
        done(null, streamOf(() => contentOf(file)).once('error', fail)),
      );
    }
    archive.end();
  }

  async function contentOf(file: ArchiveFile): Promise<Uint8Array> {
    return 'text' in file ? Buffer.from(file.text) : blobs.get(file.blobKey);
  }
}

const streamOf = (read: () => Promise<Uint8Array>): Readable =>
  Readable.from(
    (async function* () {
      const bytes = await read();
      // An empty chunk would end the stream for some readers.
      if (bytes.length > 0) yield bytes;
    })(),
    { objectMode: false },
  );
