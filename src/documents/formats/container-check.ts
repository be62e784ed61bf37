import { containerOf, proven, type ContentFinding } from './containers.js';
import { wrongContainer } from '../documents.errors.js';
import { FileSample } from './file-sample.js';
import { TextStart } from './text-start.js';
import { sentence } from '../../platform/errors/sentence.js';

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

/** For `onFinding`: rejects content that is proven to have another format, and accepts content in doubt. */
export const refuseProven =
  (extension: string) =>
  (finding: ContentFinding): void => {
    if (finding.isProof) throw wrongContainer(extension, finding.text);
  };

/**
 * Passes bytes through and checks while they stream whether they fit the extension. At the end it reports content
 * that is cut off, a login page or another format. By default it fails with `documents/wrong-container` (422). Keeps
 * a bounded number of bytes in memory.
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
  sample.size === 0 ? proven(sentence`it is empty`, 'empty') : check(sample);
