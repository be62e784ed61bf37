/** Why a directory does not let somebody in although it knows them. */
export type BindRefusal =
  | 'account-disabled'
  | 'account-expired'
  | 'account-locked'
  | 'password-expired'
  | 'password-must-change'
  | 'sign-in-not-permitted';

/** Active Directory says it in hexadecimal in the diagnostic text, as in `…, data 533, v1db1`. */
const SUB_CODES: Readonly<Record<string, BindRefusal>> = {
  '530': 'sign-in-not-permitted', // not at this hour
  '531': 'sign-in-not-permitted', // not from this machine
  '532': 'password-expired',
  '533': 'account-disabled',
  '701': 'account-expired',
  '773': 'password-must-change',
  '775': 'account-locked',
};

/** Undefined for a wrong password (52e), an unknown name (525), and servers that say no more. */
export function bindRefusalIn(diagnostic: string): BindRefusal | undefined {
  const code = /\bdata ([0-9a-f]+)\b/i.exec(diagnostic)?.[1];
  return code === undefined ? undefined : SUB_CODES[code.toLowerCase()];
}
