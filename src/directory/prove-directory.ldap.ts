import { ResultCodeError, type Client } from 'ldapts';
import { bindRefusalIn } from './directory.errors.js';
import { connectToDirectory, type LdapLimits } from './directory-socket.ldap.js';
import { type LdapSettings, USERNAME_PLACEHOLDER } from './directory.config.js';

export type DirectoryFault =
  | 'bind-refused'
  | 'bind-account'
  | 'directory-wants-tls'
  | 'no-start-tls'
  | 'base-dn'
  | 'search-permission'
  | 'filter-finds-nobody'
  | 'filter-refused'
  | 'directory-refuses';

/** The directory answered with an error that keeps Kontor from using it. */
export class DirectoryRefuses extends Error {
  override readonly name = 'DirectoryRefuses';

  constructor(
    readonly fault: DirectoryFault,
    /** A result code of RFC 4511, or the reason why the account may not sign in. */
    readonly word: string,
  ) {
    super(fault);
  }
}

/** Result codes of RFC 4511, appendix A. */
const CODE = {
  protocolError: 2,
  sizeLimitExceeded: 4,
  strongerAuthRequired: 8,
  referral: 10,
  confidentialityRequired: 13,
  noSuchAttribute: 16,
  undefinedAttributeType: 17,
  inappropriateMatching: 18,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  unwillingToPerform: 53,
  operationsError: 1,
} as const;

const LIMITS: LdapLimits = { connectMs: 4_000, operationMs: 6_000 };

/**
 * Binds with the service account, reads the base, and searches with the filter for any one person, on a connection of
 * its own. Rejects with `DirectoryRefuses` or the error of the network.
 */
export async function proveDirectory(settings: LdapSettings, limits = LIMITS): Promise<void> {
  const client = await connected(settings, limits);
  try {
    await client
      .bind(settings.bindDn, settings.bindPassword.reveal())
      .catch((error: unknown) => refuse(error, bindFaultOf));
    await client
      .search(settings.baseDn, { scope: 'base', attributes: ['1.1'] })
      .catch((error: unknown) => refuse(error, searchFaultOf));
    await findAnybody(client, settings);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}

async function connected(settings: LdapSettings, limits: LdapLimits): Promise<Client> {
  try {
    return await connectToDirectory(settings, limits);
  } catch (error) {
    // Only StartTLS can fail with a result code here; other failures of the connection have none.
    return refuse(error, () => 'no-start-tls');
  }
}

/** With `*` as the name: any entry found proves that attributes, base and rights are correct. */
async function findAnybody(client: Client, { baseDn, userFilter }: LdapSettings): Promise<void> {
  const filter = userFilter.split(USERNAME_PLACEHOLDER).join('*');
  const { searchEntries } = await client
    .search(baseDn, { scope: 'sub', filter, attributes: ['1.1'], sizeLimit: 1 })
    .catch((error: unknown) => {
      // More than one entry matches, which is fine.
      if (codeOf(error) === CODE.sizeLimitExceeded) return { searchEntries: [undefined] };
      return refuse(error, filterFaultOf);
    });
  if (searchEntries.length === 0) throw new DirectoryRefuses('filter-finds-nobody', '');
}

function refuse(error: unknown, faultOf: (code: number, text: string) => DirectoryFault): never {
  const code = codeOf(error);
  if (code === undefined) throw error;
  const { message } = error as Error;
  const fault = faultOf(code, message);
  throw new DirectoryRefuses(fault, bindRefusalIn(message) ?? String(code));
}

function bindFaultOf(code: number, text: string): DirectoryFault {
  if (bindRefusalIn(text) !== undefined) return 'bind-account';
  if (code === CODE.strongerAuthRequired || code === CODE.confidentialityRequired)
    return 'directory-wants-tls';
  const refused: readonly number[] = [
    ...[CODE.invalidCredentials, CODE.inappropriateAuthentication, CODE.noSuchObject],
    ...[CODE.invalidDnSyntax, CODE.unwillingToPerform],
  ];
  return refused.includes(code) ? 'bind-refused' : 'directory-refuses';
}

function searchFaultOf(code: number): DirectoryFault {
  if (code === CODE.insufficientAccessRights || code === CODE.operationsError)
    return 'search-permission';
  const base: readonly number[] = [CODE.noSuchObject, CODE.invalidDnSyntax, CODE.referral];
  return base.includes(code) ? 'base-dn' : 'directory-refuses';
}

function filterFaultOf(code: number): DirectoryFault {
  const filter: readonly number[] = [
    ...[CODE.undefinedAttributeType, CODE.inappropriateMatching, CODE.noSuchAttribute],
    CODE.protocolError,
  ];
  return filter.includes(code) ? 'filter-refused' : searchFaultOf(code);
}

const codeOf = (error: unknown): number | undefined =>
  error instanceof ResultCodeError ? error.code : undefined;
