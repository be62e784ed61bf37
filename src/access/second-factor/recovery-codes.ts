import { createHash, randomBytes } from 'node:crypto';

const COUNT = 10;
/** 80 bits: nobody can find one from its hash. */
const CODE_BYTES = 10;
/** Crockford's alphabet: no letters that look like digits or like each other. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 16;

/** Codes for who has lost the app and the passkeys: four groups of four characters. */
export const newRecoveryCodes = (): readonly string[] => Array.from({ length: COUNT }, newCode);

function newCode(): string {
  const bits = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`);
  const letters = Array.from(
    { length: LENGTH },
    (_, i) => ALPHABET[Number((bits >> BigInt(5 * i)) & 31n)],
  );
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

/** What is stored of a code. However it is typed: capitals, blanks, O for 0, I or L for 1. */
export const hashOfRecoveryCode = (accountId: string, typed: string): string =>
  createHash('sha256')
    .update(`${accountId}|${plain(typed)}`)
    .digest('base64url');

const plain = (typed: string): string =>
  typed
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
