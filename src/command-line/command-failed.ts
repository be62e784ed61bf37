/** Ends the command with status 1 after its one plain sentence; for failures that are nobody's AppError. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}
