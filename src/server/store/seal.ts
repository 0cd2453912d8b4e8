import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readOrMakeSecretFile } from './secret-file.ts';

/** Encrypts short texts that the server must read again. AES-256-GCM; `context` is bound to the text and not secret. */
export interface Seal {
  close(text: string, context: string): string;
  /** Throws when the text was altered, or sealed with another key or context. */
  open(sealed: string, context: string): string;
}

export function sealWith(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'examus seal v1', 32));
  return {
    close(text, context) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(12, 28));
      return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
    },
  };
}

/** The server's secret: `EXAMUS_SECRET`, else the key kept in the data directory, made on the first start. */
export const readSecret = async (dataDir: string, fromEnv: string | undefined): Promise<string> =>
  fromEnv || readOrMakeSecretFile(dataDir, 'secret.key', () => randomBytes(32).toString('base64'));
