import type { Right } from '../../documents/index.js';

/** The action that a desktop URL is valid for. */
export const DESKTOP_ACTIONS = ['oneoffixx', 'checkout', 'view'] as const;
export type DesktopAction = (typeof DESKTOP_ACTIONS)[number];

/** What a person must be allowed to do for each: a program that opens content has its bytes afterwards. */
export const NEEDED_FOR: Readonly<Record<DesktopAction, readonly Right[]>> = {
  oneoffixx: ['edit'],
  checkout: ['edit', 'download'],
  view: ['download'],
};

/** What a desktop program may do for a person: one action, on these documents. */
export interface DesktopGrant {
  readonly action: DesktopAction;
  readonly documents: readonly string[];
}

/** Metadata key of a route for desktop programs: the actions whose tokens it accepts. */
export const DESKTOP_ROUTE = 'kontor:desktop-route';

/** Longer than a working day: the desktop program keeps working after the browser was closed. */
export const DESKTOP_TOKEN_SECONDS = 12 * 60 * 60;

export interface DesktopTokenClaims extends DesktopGrant {
  /** Where the program fetches its payloads. */
  readonly url: string;
  readonly accountId: string;
  /** Programs compare it with the holder of a lock or a check-out. */
  readonly username: string;
  /** Token generation of the person's account: ending their tokens ends this one as well. */
  readonly generation: number;
  /** The sign-in in which the address was given: ending it ends the token. An application has none. */
  readonly signInId: string | undefined;
}

/** The tokens in `oc:` URLs. They have a signing key of their own, so no other route accepts them. */
export abstract class DesktopTokens {
  abstract issue(claims: DesktopTokenClaims): string;
  /** Undefined unless the token is genuine and has not expired. */
  abstract read(token: string): DesktopTokenClaims | undefined;
}
