/** Who a person is in the directory. Implemented outside; without it only a configured SID works. */
export abstract class PersonSid {
  /** Undefined when the directory has none. Rejects when it could not be asked. */
  abstract sidOf(username: string): Promise<string | undefined>;
}
