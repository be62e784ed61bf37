// What `access` publishes for whoever gives people the keys of documents.

/** Somebody made a key of their own. */
export class PersonKeyMade {
  constructor(readonly accountId: string) {}
}

/** Accounts came to a group. */
export class GroupJoined {
  constructor(
    readonly groupId: string,
    readonly accountIds: readonly string[],
  ) {}
}
