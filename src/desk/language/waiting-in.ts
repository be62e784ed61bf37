/** The text of a notification of the kind `key-requested`: how many wait, and after a blank their group. */
export function waitingIn(text: string): { readonly people: number; readonly group: string } {
  const [, people = '1', group = ''] = /^(\d+)(?: (.*))?$/su.exec(text) ?? [];
  return { people: Number(people), group };
}
