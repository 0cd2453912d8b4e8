import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { assertSighted } from '../review/blind.ts';
import { assertSeesAll } from '../review/sight.ts';
import { archiveFiles } from './archive-files.ts';
import { collectEvidence } from './collect-evidence.ts';
import { writeArchive } from './write-archive.ts';

export function evidenceHandlers(services: Services): Pick<Handlers, 'evidence' | 'evidenceKey'> {
  const { signer, now } = services;
  return {
    evidenceKey: () => ({
      algorithm: 'Ed25519' as const,
      keyId: signer.keyId,
      publicKeyPem: signer.publicKeyPem,
    }),

    async evidence({ input, caller, reply }) {
      const { sessionId } = input.params;
      await assertSighted(services.db, sessionId, caller.person);
      await assertSeesAll(services.db, sessionId, caller.person);
      const collected = await collectEvidence(services, sessionId, caller.person.id);
      const files = archiveFiles(collected, signer, sessionId, now());
      void reply
        .header('content-type', 'application/zip')
        .header('content-disposition', `attachment; filename="examus-${sessionId}.zip"`)
        .header('cache-control', 'private, no-store');
      return writeArchive(services, files);
    },
  };
}
