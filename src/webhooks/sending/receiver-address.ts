/** Why events cannot be sent to it; undefined for an address that can be tried. */
export function faultOfAddress(text: string, allowsPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return 'it is no address';
  const { protocol, username, password, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return 'it is no https address';
  if (protocol === 'http:' && !allowsPrivate) return 'it is not encrypted';
  if (username !== '' || password !== '') return 'it has a username or a password in it';
  if (hash !== '') return 'it has a fragment';
  return undefined;
}
