import { createHash } from 'node:crypto';

/** Lower-case hex. */
export const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
