import { containerOf } from './containers.js';
import { proven, type ContentFinding } from './content-finding.js';
import { wrongContainer } from '../documents.errors.js';
import { FileSample } from './file-sample.js';
import { TextStart } from './text-start.js';

export interface ContainerCheckOptions {
  /** Whether a text file may be empty. Containers never are. */
  readonly allowEmpty: boolean;
  /** Called once before the stream ends, and before `onFinding`. The bytes are zeroed after that. */
  readonly onStart?: (start: TextStart) => void;
  /**
   * Called with the finding, if there is one, before the stream ends; it may throw, which fails the stream, or
   * keep the finding and let the content through. Without it every finding fails the stream.
   */
  readonly onFinding?: (finding: ContentFinding) => void;
}

/** For `onFinding`: refuses what certainly is something else, and takes everything that is in doubt. */
export const refuseProven =
  (extension: string) =>
  (finding: ContentFinding): void => {
    if (finding.isProof) throw wrongContainer(extension, finding.text);
  };

/**
 * Passes bytes through, looks at them on the way, and tells at their end what does not go with the extension:
 * cut off, a login page, another format. By default it fails with `documents/wrong-container` (422). Holds a
 * bounded number of bytes only.
 */
export async function* checkContainer(
  content: AsyncIterable<Uint8Array>,
  extension: string,
  { allowEmpty, onStart, onFinding }: ContainerCheckOptions,
): AsyncGenerator<Uint8Array> {
  const container = containerOf(extension.toLowerCase());
  const sample = new FileSample(container.entries);
  try {
    for await (const chunk of content) {
      sample.add(chunk);
      yield chunk;
    }
    onStart?.(new TextStart(sample.head));
    const isFine = sample.size === 0 && allowEmpty && container.mayBeEmpty;
    const finding = isFine ? undefined : findingOf(sample, container.check);
    if (finding === undefined) return;
    if (onFinding === undefined) throw wrongContainer(extension, finding.text);
    onFinding(finding);
  } finally {
    sample.destroy();
  }
}

const findingOf = (
  sample: FileSample,
  check: (sample: FileSample) => ContentFinding | undefined,
): ContentFinding | undefined =>
  sample.size === 0 ? proven('it is empty', 'empty') : check(sample);
