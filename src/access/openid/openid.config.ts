import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { publicUrlOf } from '../../platform/config/platform.config.js';
import { Secret } from '../../platform/config/secret.js';
import { settingsPart, type Env } from '../../platform/config/settings.js';
import { textOf } from '../../platform/config/text-of.js';
import { isConfidential } from '../../platform/http/public-address.js';
import type { OpenIdProvider } from './openid-provider.js';

export abstract class OpenIdSettings {
  /** Absolute path of OIDC_PROVIDERS; undefined: nobody signs in with a provider. */
  abstract readonly file: string | undefined;
  /** As the file was at the start. */
  abstract readonly providers: readonly OpenIdProvider[];
  /** How often standing and claims are looked up again. */
  abstract readonly refreshSeconds: number;
  abstract readonly publicUrl: string;
  /** By the name of the variable. */
  abstract readonly secrets: ReadonlyMap<string, Secret>;
}

const NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
/** RFC 6749, scope-token. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]+$/;
/** Each is a button on the sign-in page and a connection. */
const MAX_PROVIDERS = 20;

const text = z.string().min(1).max(256);
const providerFile = z
  .array(
    z
      .strictObject({
        name: z.string().regex(NAME, 'must be lower case letters, digits and hyphens'),
        label: z.string().min(1).max(80),
        issuer: z
          .string()
          .refine(isIssuer, 'must be an https address (http on loopback) without query'),
        client_id: text,
        scopes: z
          .array(z.string().regex(SCOPE, 'must be a scope without blanks'))
          .max(50)
          .refine((scopes) => scopes.includes('openid'), 'must contain "openid"')
          .default(['openid', 'profile', 'email']),
        claims: z
          .strictObject({
            username: text.default('preferred_username'),
            display_name: text.default('name'),
            mail: text.default('email'),
            locale: text.default('locale'),
            groups: text.nullish(),
            sid: text.nullish(),
            admin: z.strictObject({ claim: text, value: z.union([text, z.boolean()]) }).nullish(),
          })
          .prefault({}),
        link_by: z.enum(['sid', 'mail']).nullable().default(null),
      })
      .refine(({ link_by, claims }) => link_by !== 'sid' || claims.sid, {
        path: ['claims', 'sid'],
        message: 'must name a claim, because link_by is "sid"',
      }),
  )
  .max(MAX_PROVIDERS)
  .superRefine((providers, context) => {
    providers.forEach(({ name }, place) => {
      const first = providers.findIndex((each) => each.name === name);
      const message = `is the name of [${first}] already`;
      if (first !== place) context.addIssue({ code: 'custom', path: [place, 'name'], message });
    });
  });

function isIssuer(address: string): boolean {
  const url = URL.parse(address);
  if (url === null || `${url.search}${url.hash}${url.username}${url.password}` !== '') return false;
  return isConfidential(url);
}

/** The faults of a file of providers, each with the path of the member; never a value. */
export class ProvidersFileFault extends Error {
  override readonly name = 'ProvidersFileFault';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('; '));
  }
}

export const clientSecretVariableOf = (provider: string): string =>
  `OIDC_${provider.toUpperCase().replaceAll('-', '_')}_CLIENT_SECRET`;

/**
 * What the content of that file says.
 * @throws ProvidersFileFault
 */
export function providersIn(
  bytes: Uint8Array,
  file: string,
  secrets: ReadonlyMap<string, Secret>,
): readonly OpenIdProvider[] {
  const checked = providerFile.safeParse(parse(bytes, file));
  if (!checked.success) {
    throw new ProvidersFileFault(
      checked.error.issues.map(({ path, message }) => `${placeOf(path)} ${message}`),
    );
  }
  const missing = checked.data.map(({ name }) => clientSecretVariableOf(name));
  const faults = missing.filter((variable) => !secrets.has(variable));
  if (faults.length > 0) {
    throw new ProvidersFileFault(faults.map((variable) => `${variable} is missing`));
  }
  return checked.data.map(({ name, label, issuer, client_id, scopes, claims, link_by }) => ({
    ...{ name, label, issuer, clientId: client_id, scopes, linkBy: link_by },
    clientSecret: secrets.get(clientSecretVariableOf(name))!,
    claims: {
      ...{ username: claims.username, displayName: claims.display_name },
      ...{ mail: claims.mail, locale: claims.locale },
      groups: claims.groups ?? undefined,
      sid: claims.sid ?? undefined,
      admin: claims.admin ?? undefined,
    },
  }));
}

/** `[0].claims.sid`, as a reader of JSON writes it. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('') ||
  'the file';

export function unreadable(file: string, error: unknown): ProvidersFileFault {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
  return new ProvidersFileFault([`${file} cannot be read (${code})`]);
}

function parse(bytes: Uint8Array, file: string): unknown {
  const read = textOf(bytes);
  if (read.problem !== undefined) throw new ProvidersFileFault([`${file} ${read.problem}`]);
  try {
    return JSON.parse(read.text);
  } catch {
    throw new ProvidersFileFault([`${file} is not JSON`]);
  }
}

const openIdEnv = z.looseObject({
  OIDC_PROVIDERS: z.string().min(1).optional(),
  OIDC_REFRESH_SECONDS: z.coerce.number().int().min(5).max(86_400).default(300),
  KONTOR_PUBLIC_URL: z.string().optional(),
  HOST: z.string().optional(),
  PORT: z.string().optional(),
});

export const openIdSettings = settingsPart<OpenIdSettings>(
  'openid',
  openIdEnv.transform((env, context) => {
    const file = env.OIDC_PROVIDERS === undefined ? undefined : resolve(env.OIDC_PROVIDERS);
    const secrets = secretsIn(env as Env);
    let providers: readonly OpenIdProvider[] = [];
    try {
      if (file !== undefined) providers = providersIn(contentOf(file), file, secrets);
    } catch (error) {
      if (!(error instanceof ProvidersFileFault)) throw error;
      for (const message of error.faults)
        context.addIssue({ code: 'custom', path: ['OIDC_PROVIDERS'], message });
    }
    const publicUrl = publicUrlOf(env);
    return { file, providers, refreshSeconds: env.OIDC_REFRESH_SECONDS, publicUrl, secrets };
  }),
);

/** At the start there is nothing to wait for but this. */
function contentOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw unreadable(file, error);
  }
}

const secretsIn = (env: Env): ReadonlyMap<string, Secret> =>
  new Map(
    Object.entries(env).flatMap(([name, value]) =>
      /^OIDC_\w+_CLIENT_SECRET$/.test(name) && typeof value === 'string'
        ? [[name, new Secret(value)] as const]
        : [],
    ),
  );
