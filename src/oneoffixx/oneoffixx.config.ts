import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../platform/config/project-root.js';
import { settingsPart } from '../platform/config/settings.js';
import { CACHE_TIMEOUT, DEFAULT_CACHE_SECONDS, MAX_CACHE_SECONDS } from './cache-timeout.js';
import { TemplateTypes } from './offered-templates.js';

/** `2019`: TenantInfo is an array, favourites are a group. `2021`: has organisations, favourites are a list. */
export type BackendGeneration = '2019' | '2021';

export interface TemplateBackendSettings {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly grantPath: string;
  readonly servicePath: string;
  readonly scope: string;
  /** For backends before 3.3.10320, which accept the grant type only when it is encoded twice. */
  readonly doubleEncodeBug: boolean;
  readonly api: BackendGeneration;
  readonly credentialsFile: string;
}

export abstract class OneoffixxSettings {
  /** Undefined without a template backend: the feature is off. */
  abstract readonly backend: TemplateBackendSettings | undefined;
  /** Every request is made as this person: for development and debugging. Empty: as who asks. */
  abstract readonly fakeSid: string;
  /** How long lists are cached; 0: not at all. Only the initial value: `CacheTimeoutSetting` has the one in effect. */
  abstract readonly cacheSeconds: number;
}

const CREDENTIALS_IN_HOME = '.opengever/oneoffixx/oneoffixx.json';

const PATH = /^(?:\/[\w.~!$&'()*+,;=:@%-]+)+$/;
const path = z
  .string()
  .regex(PATH, 'must start with / and not end with it, such as /ids/connect/token');

const oneoffixxEnv = z.looseObject({
  ONEOFFIXX_PROTOCOL: z
    .enum(['https', 'http'], { error: 'must be https or http' })
    .default('https'),
  ONEOFFIXX_HOSTNAME: z
    .string()
    .refine(
      isHost,
      'must be a host name, with a port if need be, such as templates.example.com:8443',
    )
    .optional(),
  ONEOFFIXX_PATH_PREFIX: path.optional(),
  ONEOFFIXX_AUTH_PATH: path.default('/ids/connect/token'),
  ONEOFFIXX_WEBSERVICE_PATH: path.default('/webapi/api/v1'),
  ONEOFFIXX_SCOPE: z.string().min(1).default('oo_V1WebApi'),
  ONEOFFIXX_DOUBLE_ENCODE_BUG: z
    .stringbool({ truthy: ['true', '1'], falsy: ['false', '0'], error: 'must be true or false' })
    .default(false),
  ONEOFFIXX_FAKE_SID: z.string().min(1).optional(),
  ONEOFFIXX_API: z.enum(['2019', '2021'], { error: 'must be 2019 or 2021' }).default('2019'),
  ONEOFFIXX_CREDENTIALS_FILE: z.string().min(1).optional(),
  HOME: z.string().optional(),
  KONTOR_PROFILE: z.string().optional(),
});

/** The playground's credentials are valid for its own simulator only. */
const isOfPlayground = (file: string | undefined): boolean =>
  file !== undefined && basename(file).startsWith('kontor-playground-');

export const oneoffixxSettings = settingsPart<OneoffixxSettings>(
  'oneoffixx',
  oneoffixxEnv
    .refine(
      ({ KONTOR_PROFILE: profile, ONEOFFIXX_CREDENTIALS_FILE: file }) =>
        profile === 'playground' || !isOfPlayground(file),
      {
        path: ['ONEOFFIXX_CREDENTIALS_FILE'],
        message: 'is a file of the playground: name the one with the credentials of your backend',
      },
    )
    .transform((env) => ({
      backend: backendOf(env),
      fakeSid: env.ONEOFFIXX_FAKE_SID ?? '',
      cacheSeconds: DEFAULT_CACHE_SECONDS,
    })),
  {
    cacheSeconds: {
      name: CACHE_TIMEOUT,
      schema: z
        .number()
        .int()
        .min(0)
        .max(MAX_CACHE_SECONDS)
        .describe('seconds that answers of the template backend are kept; 0: not at all'),
    },
    fakeSid: {
      name: 'oneoffixx_fake_sid',
      schema: z
        .string()
        .max(184)
        .describe("one person's SID for everybody, while trying out; empty: each their own"),
    },
  },
);

function backendOf(env: z.output<typeof oneoffixxEnv>): TemplateBackendSettings | undefined {
  if (env.ONEOFFIXX_HOSTNAME === undefined) return undefined;
  const prefix = env.ONEOFFIXX_PATH_PREFIX ?? '';
  const home = env.HOME ?? homedir();
  const file = env.ONEOFFIXX_CREDENTIALS_FILE ?? `~/${CREDENTIALS_IN_HOME}`;
  return {
    origin: `${env.ONEOFFIXX_PROTOCOL}://${env.ONEOFFIXX_HOSTNAME}`,
    grantPath: prefix + env.ONEOFFIXX_AUTH_PATH,
    servicePath: prefix + env.ONEOFFIXX_WEBSERVICE_PATH,
    scope: env.ONEOFFIXX_SCOPE,
    doubleEncodeBug: env.ONEOFFIXX_DOUBLE_ENCODE_BUG,
    api: env.ONEOFFIXX_API,
    credentialsFile: file.startsWith('~/') ? join(home, file.slice(2)) : file,
  };
}

function isHost(text: string): boolean {
  if (!/^[\w.:[\]-]+$/.test(text)) return false;
  const url = URL.parse(`https://${text}`);
  return url !== null && url.pathname === '/' && url.username === '' && url.hostname !== '';
}

const templateTypesFile = z.array(
  z
    .object({
      id: z.guid(),
      name: z.string().min(1),
      content_type: z.string().min(1),
      extension: z.string().regex(/^[a-z0-9]+$/),
    })
    .transform(({ content_type: contentType, ...type }) => ({ ...type, contentType })),
);

/** The types of template that are offered; a file, so that a new type needs no new release. */
export const readTemplateTypes = (): TemplateTypes =>
  new TemplateTypes(
    templateTypesFile.parse(
      JSON.parse(
        readFileSync(join(projectRoot, 'config', 'oneoffixx-template-types.json'), 'utf8'),
      ),
    ),
  );
