import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Server as TlsServer } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { ConfigError } from '../config.ts';

/** Where certificate chain and key lie, as PEM. */
export interface TlsFiles {
  certPath: string;
  keyPath: string;
}
export interface TlsPair {
  cert: string;
  key: string;
}

const LOOK_EVERY_MS = 5000;

/** Throws `ConfigError` when a file cannot be read, or the key is not the certificate's. */
export async function readTls({ certPath, keyPath }: TlsFiles): Promise<TlsPair> {
  try {
    const [cert, key] = await Promise.all([readFile(certPath, 'utf8'), readFile(keyPath, 'utf8')]);
    if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) {
      throw new Error('the key is not that of the certificate');
    }
    return { cert, key };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`--tls-cert ${certPath} --tls-key ${keyPath}: ${reason}`, { cause: error });
  }
}

/**
 * Takes a renewed certificate over while connections go on: those that are open keep theirs, new ones get the new.
 * Looked at by content: renewers replace files, links to them or whole directories. Half of a pair is waited out.
 */
export async function followTls(
  app: FastifyInstance,
  files: TlsFiles,
  inUse: TlsPair,
  { log, signal, everyMs = LOOK_EVERY_MS }: { log: FastifyBaseLogger; signal: AbortSignal; everyMs?: number },
): Promise<void> {
  const { server } = app as { server: unknown };
  if (!(server instanceof TlsServer)) return;
  let current = inUse;
  let complaint = '';
  while (!signal.aborted) {
    await pause(everyMs, undefined, { signal, ref: false }).catch(() => {});
    if (signal.aborted) return;
    try {
      const found = await readTls(files);
      complaint = '';
      if (found.cert === current.cert && found.key === current.key) continue;
      server.setSecureContext(found);
      current = found;
      log.info({ validTo: new X509Certificate(found.cert).validTo }, 'the renewed certificate is in use');
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== complaint)
        log.warn({ err: error }, 'the new certificate cannot be used, the old one stays');
      complaint = message;
    }
  }
}
