interface Linked {
  readonly id: string;
  readonly title: string;
  readonly isPrivate: boolean;
}

/** Where a version's bytes are: of a private one as they are sealed, for the person's own program. */
export const contentAddress = ({ id, isPrivate }: Linked, number: number): string =>
  isPrivate
    ? `/api/documents/${id}/versions/${number}/sealed`
    : `/api/documents/${id}/content?version=${number}`;

/** Marks a link whose file the page's script decrypts on the way. */
export const decryptedHere = ({ title, isPrivate }: Linked, number: number) =>
  isPrivate ? { 'data-private-download': number, 'data-filename': title } : {};
