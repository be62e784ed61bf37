/** What the parser of forms says when one ends too early or makes no sense, with no code that could be asked for. */
const UNREADABLE = /^(?:Unexpected end of (?:form|file|multipart data)|Multipart: |Malformed )/;

export const isUnreadableForm = (error: unknown): boolean =>
  error instanceof Error && UNREADABLE.test(error.message);
