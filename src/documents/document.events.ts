/** Open editors show the new title. */
export class DocumentRenamed {
  constructor(
    readonly documentId: string,
    readonly title: string,
  ) {}
}

/** A person asked for another title and did not get it: open editors, which show theirs, show this one again. */
export class DocumentTitleKept {
  constructor(
    readonly documentId: string,
    readonly title: string,
  ) {}
}

/** A person lost access, or may only look on: open editors of theirs are dropped. */
export class DocumentShareChanged {
  constructor(
    readonly documentId: string,
    readonly username: string,
  ) {}
}

/** The content was replaced or restored outside the editor: the document key must change. */
export class DocumentContentReplaced {
  constructor(readonly documentId: string) {}
}

/** Somebody works on it on their desktop now: whoever opened it for editing in the browser stops. */
export class DocumentCheckedOut {
  constructor(readonly documentId: string) {}
}

export class DocumentDeleted {
  constructor(readonly documentId: string) {}
}
