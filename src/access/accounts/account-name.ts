/** As many as `userPrincipalName` and mail addresses have at most, in characters. */
const MAX_CHARACTERS = 256;

/**
 * What no name can have: control and unassigned characters, characters that cannot be seen, other ends of a line, and
 * the backslash, which ends a domain.
 */
const IMPOSSIBLE = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\\]/u;

/** Letters as wide as ideographs and narrow katakana: `Ａ`, `ｱ`. */
const OTHER_WIDTH = /[\u3000\uFF01-\uFF9F\uFFA0-\uFFDC\uFFE0-\uFFEE]+/gu;

/**
 * The one spelling that a name is kept and compared by; undefined if the text cannot be a name. The mapping is that of
 * RFC 8265 (UsernameCaseMapped): width, then lower case, then composed letters. Blanks around it do not count, and
 * several between words count as one, as they do for directories (RFC 4518). Unlike RFC 8265 it refuses no symbols:
 * which names an organisation gives is not for us to say.
 */
export function canonicalUsername(typed: string): string | undefined {
  if (!typed.isWellFormed()) return undefined;
  const name = typed
    .replace(OTHER_WIDTH, (wide) => wide.normalize('NFKC'))
    .replace(/\p{Zs}+/gu, ' ')
    .replace(/^ | $/g, '')
    .toLowerCase()
    .normalize('NFC');
  const isPossible = name !== '' && [...name].length <= MAX_CHARACTERS && !IMPOSSIBLE.test(name);
  return isPossible ? name : undefined;
}

/**
 * What somebody types to sign in: a short name, a principal name, a mail address or `DOMAIN\name`, in one spelling.
 * Only a directory knows names with a domain; no account has one.
 */
export function signInName(typed: string): string | undefined {
  const [first = '', ...rest] = typed.split('\\');
  if (rest.length === 0) return canonicalUsername(first);
  const domain = canonicalUsername(first);
  const name = canonicalUsername(rest.join('\\'));
  return domain === undefined || name === undefined ? undefined : `${domain}\\${name}`;
}
