import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { StorageFixture } from './storage-fixture.js';

/** Names of a document's keyrings at all places; each with its metadata beside it. */
export async function keyringFiles(fixture: StorageFixture, documentId: string): Promise<string[]> {
  const folders = fixture.directories.map((directory) =>
    join(directory, 'v1', documentId, 'keyring'),
  );
  const names = (await Promise.all(folders.map((folder) => readdir(folder)))).flat();
  const files = names.filter((name) => name.endsWith('.age'));
  const abouts = names.filter((name) => name.endsWith('.about'));
  expect(abouts.sort()).toEqual(files.map((file) => file.replace('.age', '.about')).sort());
  return files;
}
