import { containerOf } from './containers.js';
import { wrongContainer } from './documents.errors.js';
import { FileEnds } from './file-ends.js';

export interface ContainerCheckOptions {
  /** Whether a text file may be empty. Containers never are. */
  readonly allowEmpty: boolean;
}

/**
 * Passes bytes through and fails at their end, with `documents/wrong-container` (422), when they cannot be a
 * file of that extension: cut off, a login page, another format. Holds a bounded head and tail only.
 */
export async function* checkContainer(
  content: AsyncIterable<Uint8Array>,
  extension: string,
  options: ContainerCheckOptions,
): AsyncGenerator<Uint8Array> {
  const ends = new FileEnds();
  for await (const chunk of content) {
    ends.add(chunk);
    yield chunk;
  }
  const { check, mayBeEmpty } = containerOf(extension.toLowerCase());
  const isEmpty = ends.size === 0;
  if (isEmpty && options.allowEmpty && mayBeEmpty) return;
  const fault = isEmpty ? 'it is empty' : check(ends);
  if (fault !== undefined) throw wrongContainer(extension, fault);
}
