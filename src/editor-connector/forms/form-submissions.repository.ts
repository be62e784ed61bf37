export interface FormSubmission {
  /** Names one delivery by the Document Server. */
  readonly receipt: string;
  readonly formId: string;
  /** What it became. */
  readonly documentId: string;
  readonly documentKey: string;
  readonly editingSessionId: string;
  /** When the last change in it was made. */
  readonly madeAtMs: number;
  readonly createdAtMs: number;
}

/** The last of the page before. */
export interface SubmissionPosition {
  readonly createdAtMs: number;
  readonly documentId: string;
}

export interface SubmissionFilter {
  /** What came from it alone. */
  readonly editingSessionId?: string | undefined;
  readonly after?: SubmissionPosition | undefined;
  readonly limit: number;
}

/** Rows of submitted forms; all join the caller's transaction. */
export abstract class FormSubmissions {
  /** Fails when there is one with that receipt. */
  abstract add(submission: FormSubmission): Promise<void>;
  abstract find(receipt: string): Promise<FormSubmission | undefined>;
  /** Newest first. */
  abstract listOf(formId: string, filter: SubmissionFilter): Promise<readonly FormSubmission[]>;
}
