import { randomFillSync } from 'node:crypto';

/**
 * Room for a secret that will be zeroed. In a memory block of its own: small buffers otherwise lie on the
 * collector's heap, which moves them about and leaves the old places as they were.
 */
export const secretBytes = (length: number): Buffer => Buffer.from(new ArrayBuffer(length));

export const randomSecret = (length: number): Buffer => randomFillSync(secretBytes(length));
