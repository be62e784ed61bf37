import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { FileCapability } from '../../src/editor-connector/opening/file-capability.js';
import { BrowserRelease } from '../release-key.js';

/** An example of docs/formats/editing-session.md. To make it anew after a change of that page, delete it and run this. */
const file = join(import.meta.dirname, '../vectors/editing-session.json');
const bytesFrom = (first: number, length: number) =>
  Buffer.from(Array.from({ length }, (_, i) => first + i));

interface Vector {
  readonly capability: string;
  readonly session_id: string;
  readonly wrap_key: string;
  readonly session_secret: string;
  readonly session_recipient: string;
  readonly document_id: string;
  readonly version: number;
  readonly expires_at_ms: number;
  readonly nonce: string;
  readonly file_key: string;
  readonly wrapped_key: string;
}

async function made(): Promise<Vector> {
  const release = new BrowserRelease(new Uint8Array(bytesFrom(0, 32)));
  const binding = {
    documentId: '01900000-0000-7000-8000-00000000d0c1',
    versionNumber: 3,
    expiresAtMs: Date.UTC(2026, 10, 28, 8),
  };
  const [nonce, fileKey] = [bytesFrom(0x40, 12), bytesFrom(0x60, 16)];
  return {
    capability: Buffer.from(release.secret).toString('base64url'),
    session_id: await release.sessionId(),
    wrap_key: (await release.derive('wrap', 32)).toString('hex'),
    session_secret: (await release.derive('x25519', 32)).toString('hex'),
    session_recipient: await release.recipient(),
    document_id: binding.documentId,
    version: binding.versionNumber,
    expires_at_ms: binding.expiresAtMs,
    nonce: nonce.toString('hex'),
    file_key: fileKey.toString('hex'),
    wrapped_key: (await release.wrap(fileKey, binding, nonce)).toString('base64url'),
  };
}

describe('the example of an editing session', () => {
  let vector: Vector;

  beforeAll(async () => {
    const text = await readFile(file, 'utf8').catch(async () => {
      const fresh = `${JSON.stringify(await made(), null, 2)}\n`;
      await writeFile(file, fresh);
      return fresh;
    });
    vector = JSON.parse(text) as Vector;
  });

  it('should be what a browser computes', async () => {
    expect(await made()).toEqual(vector);
  });

  it('should be opened here', () => {
    const capability = FileCapability.parse(vector.capability)!;
    expect(capability.sessionId).toBe(vector.session_id);
    const fileKey = capability.unwrap(Buffer.from(vector.wrapped_key, 'base64url'), {
      documentId: vector.document_id,
      versionNumber: vector.version,
      expiresAtMs: vector.expires_at_ms,
    });
    expect(fileKey?.bytes.toString('hex')).toBe(vector.file_key);
  });
});
