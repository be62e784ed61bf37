import type { DesktopGrant } from './desktop-action.js';

/** A working day and a bit: the desktop program works on while the browser is long closed. */
export const DESKTOP_TOKEN_SECONDS = 12 * 60 * 60;

export interface DesktopTokenClaims extends DesktopGrant {
  /** Where the program asks what to do. */
  readonly url: string;
  readonly username: string;
  /** Of the person's own tokens: what ends them ends this one. */
  readonly generation: number;
}

/** The tokens in `oc:` URLs. Their key is their own, so no other route takes them for a person's. */
export abstract class DesktopTokens {
  abstract issue(claims: DesktopTokenClaims): string;
  /** Undefined for anything but a genuine, unexpired one. */
  abstract read(token: string): DesktopTokenClaims | undefined;
}
