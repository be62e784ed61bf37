/** What a look at a file's content found that does not go with its extension. */
export interface ContentFinding {
  readonly code: FindingCode;
  /** Completes the sentence "The content cannot be a .docx file: …". */
  readonly text: string;
  /**
   * True when the content certainly is not a file of that extension, so that no program opens it as one.
   * False for looks: a typed text may begin like a web page.
   */
  readonly isProof: boolean;
}

export type FindingCode =
  /** No bytes, where a container needs some. */
  | 'empty'
  /** A ZIP container without the directory at its end. */
  | 'cut-off'
  /** Certainly another format. */
  | 'other-format'
  /** Begins like a web page: maybe a login page, maybe typed. */
  | 'web-page'
  /** None of the forms such files are known to have. */
  | 'unrecognised';

export const proven = (
  text: string,
  code: 'empty' | 'cut-off' | 'other-format' = 'other-format',
): ContentFinding => ({ code, text, isProof: true });

export const doubtful = (
  text: string,
  code: 'web-page' | 'unrecognised' = 'unrecognised',
): ContentFinding => ({ code, text, isProof: false });
