/** The names of the claims that say who somebody is; undefined: the provider does not say. */
export interface ClaimNames {
  readonly username: string;
  readonly displayName: string;
  readonly mail: string;
  readonly locale: string;
  readonly groups: string | undefined;
  readonly sid: string | undefined;
  /** Who has this value in this claim is an administrator. */
  readonly admin: { readonly claim: string; readonly value: string | boolean } | undefined;
}

export type Claims = Readonly<Record<string, unknown>>;

/** What the claims say of somebody, in our words. */
export interface ClaimedPerson {
  /** As it came: see `canonicalUsername`. */
  readonly username: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly isMailVerified: boolean;
  readonly locale: 'de' | 'fr' | 'en' | null;
  readonly sid: string | null;
  /** Undefined: not said this time, so what is known stays. */
  readonly groups: readonly string[] | undefined;
  readonly isAdmin: boolean | undefined;
}

/** More groups than a person reads; a provider that names more is cut, so that no sign-in takes long. */
const MAX_GROUPS = 1000;
const MAX_TEXT = 256;
const SID = /^S-1-\d+(?:-\d+){1,15}$/;

/**
 * `isComplete`: these are all claims that the provider makes of the person, so that a group that is not there is none.
 * Otherwise a claim that is missing changes nothing.
 */
export function personOf(claims: Claims, names: ClaimNames, isComplete: boolean): ClaimedPerson {
  const mail = shownTextOf(claims[names.mail]);
  const username = textOf(claims[names.username]) ?? mail ?? textOf(claims.sub) ?? '';
  const sid = names.sid === undefined ? undefined : textOf(claims[names.sid])?.toUpperCase();
  return {
    username,
    displayName: shownTextOf(claims[names.displayName]) ?? username,
    mail: mail ?? null,
    isMailVerified: claims.email_verified === true || claims.email_verified === 'true',
    locale: localeOf(claims[names.locale]),
    sid: sid !== undefined && SID.test(sid) ? sid : null,
    groups: groupsOf(claims, names.groups, isComplete),
    isAdmin: isAdminBy(claims, names.admin, isComplete),
  };
}

const textOf = (claim: unknown): string | undefined => {
  if (typeof claim !== 'string') return undefined;
  const text = claim.trim().slice(0, MAX_TEXT);
  return text === '' ? undefined : text;
};

/** What is only shown, and is no name to compare by: what no database or page takes is left out. */
const shownTextOf = (claim: unknown): string | undefined =>
  typeof claim === 'string'
    ? textOf(claim.replaceAll(/\p{Cc}+/gu, ' '))?.toWellFormed()
    : undefined;

/** A provider may name one group as a text, or groups as objects with a name. */
const textsOf = (claim: unknown): readonly string[] =>
  [claim].flat().flatMap((each) => {
    const text = textOf((each as { name?: unknown } | null)?.name ?? each);
    return text === undefined ? [] : [text];
  });

function groupsOf(claims: Claims, name: string | undefined, isComplete: boolean) {
  if (name === undefined) return isComplete ? [] : undefined;
  // Entra leaves the claim out for people with many groups, and says so: they are not without groups.
  const isElsewhere = Object.hasOwn((claims['_claim_names'] as object | undefined) ?? {}, name);
  if (claims[name] === undefined) return isComplete && !isElsewhere ? [] : undefined;
  return [...new Set(textsOf(claims[name]))].slice(0, MAX_GROUPS);
}

function isAdminBy(claims: Claims, admin: ClaimNames['admin'], isComplete: boolean) {
  if (admin === undefined) return isComplete ? false : undefined;
  const claim = claims[admin.claim];
  if (claim === undefined) return isComplete ? false : undefined;
  return claim === admin.value || textsOf(claim).includes(String(admin.value));
}

function localeOf(claim: unknown): ClaimedPerson['locale'] {
  const language = textOf(claim)?.slice(0, 2).toLowerCase();
  return language === 'de' || language === 'fr' || language === 'en' ? language : null;
}
