/** Open editors show the new title. */
export class DocumentRenamed {
  constructor(
    readonly documentId: string,
    readonly title: string,
  ) {}
}

/** A rename was refused: open editors, which may show the new title already, show this one again. */
export class DocumentTitleKept {
  constructor(
    readonly documentId: string,
    readonly title: string,
  ) {}
}

/** A person's rights changed. When they lost a right, their open editors are disconnected. */
export class DocumentShareChanged {
  constructor(
    readonly documentId: string,
    readonly accountId: string,
    readonly isReduced: boolean,
  ) {}
}

/** Documents got another owner, one or many at once. */
export class DocumentsGiven {
  constructor(
    /** The new owner's account. */
    readonly to: string,
    /** Whose account decided; null on the command line. */
    readonly by: string | null,
    /** One of them; not a deleted one if there are others. */
    readonly documentId: string,
    readonly count: number,
  ) {}
}

/** Somebody owns these no longer, and has nothing else of them: their open editors are disconnected. */
export class OwnershipLost {
  constructor(
    readonly documentIds: readonly string[],
    readonly accountId: string,
  ) {}
}

/** The rights of the members of a group changed. Of those who lost one, the open editors are disconnected. */
export class DocumentGroupShareChanged {
  constructor(
    readonly documentId: string,
    readonly isReduced: boolean,
  ) {}
}

/** The content was replaced or restored outside the editor: the document key must change. */
export class DocumentContentReplaced {
  constructor(readonly documentId: string) {}
}

/** Checked out to somebody's desktop: people who have it open in the browser can no longer edit it. */
export class DocumentCheckedOut {
  constructor(readonly documentId: string) {}
}

export class DocumentDeleted {
  constructor(readonly documentId: string) {}
}
