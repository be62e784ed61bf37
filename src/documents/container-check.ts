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
  try {
    for await (const chunk of content) {
      ends.add(chunk);
      yield chunk;
    }
    const fault = faultOf(ends, extension, options);
    if (fault !== undefined) throw wrongContainer(extension, fault);
  } finally {
    ends.destroy();
  }
}

function faultOf(
  ends: FileEnds,
  extension: string,
  { allowEmpty }: ContainerCheckOptions,
): string | undefined {
  const { check, mayBeEmpty } = containerOf(extension.toLowerCase());
  if (ends.size > 0) return check(ends);
  return allowEmpty && mayBeEmpty ? undefined : 'it is empty';
}
