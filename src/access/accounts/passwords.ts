import { unusablePassword } from '../access.errors.js';

/** Turns passwords into what may be stored, and back into yes or no. */
export abstract class Passwords {
  abstract hash(password: string): Promise<string>;

  abstract matches(hash: string, password: string): Promise<boolean>;

  /** Takes as long as `matches` and is never true: an unknown name must not answer faster than a wrong password. */
  abstract matchNothing(password: string): Promise<false>;
}

const MAX_LENGTH = 1024;

/** How good a password is, the administrator decides who sets it; it must only be possible to type it. */
export function refuseUnusablePassword(password: string): void {
  if (password === '' || password.length > MAX_LENGTH || /[\r\n]/.test(password)) {
    throw unusablePassword();
  }
}
