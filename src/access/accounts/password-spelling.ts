/**
 * One spelling for one password, as RFC 8265 (OpaqueString) wants it: composed letters, and plain spaces for
 * the spaces of other scripts. Keyboards and systems differ in what they send for the same keys.
 */
export const oneSpelling = (password: string): string =>
  password.replace(/\p{Zs}/gu, ' ').normalize('NFC');

/**
 * What a password may have been kept as: hashes from before `oneSpelling` were made of what was typed then,
 * composed or not. One for nearly everybody; each further one costs another guess.
 */
export const spellingsOf = (password: string): readonly string[] => [
  ...new Set([
    oneSpelling(password),
    password,
    password.normalize('NFC'),
    password.normalize('NFD'),
  ]),
];
