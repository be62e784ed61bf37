import { fileURLToPath } from 'node:url';
import { Secret } from '../../platform/config/secret.js';
import type { Env } from '../../platform/config/settings.js';

/** Where a bucket is, without its keys. */
export interface S3Address {
  readonly kind: 's3';
  readonly bucket: string;
  /** Before every key; without slashes at its ends. */
  readonly prefix: string;
  /** Undefined: Amazon's own for the region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** The bucket in the path instead of in the host name. */
  readonly pathStyle: boolean;
}

export interface S3Provider extends S3Address {
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
}

interface DirectoryProvider {
  readonly kind: 'directory';
  readonly directory: string;
}

/** One provider, by name. */
export type ProviderSettings = { readonly name: string } & (DirectoryProvider | S3Provider);

const PARAMETERS = ['endpoint', 'region', 'path_style'];
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const DEFAULT_REGION = 'us-east-1';

/** A `file:` or `s3:` address, or what is wrong with it. The text is not repeated: it may contain a secret. */
export function readAddress(url: string): DirectoryProvider | S3Address | string {
  if (url.startsWith('s3://') && URL.canParse(url)) return readS3Address(new URL(url));
  if (!URL.canParse(url) || !url.startsWith('file:///')) {
    return 'url must be file:///directory or s3://bucket/prefix?endpoint=…&region=…&path_style=true';
  }
  return { kind: 'directory', directory: fileURLToPath(url) };
}

function readS3Address(url: URL): S3Address | string {
  if (url.username !== '' || url.password !== '') {
    return 'keys do not belong in the url; set them in the environment';
  }
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  if (!NAME.test(url.host))
    return 'the bucket may have letters, digits, dots, hyphens, underscores';
  if (prefix !== '' && !prefix.split('/').every((segment) => NAME.test(segment))) {
    return 'the prefix may have letters, digits, dots, hyphens, underscores and slashes';
  }
  const unknown = [...url.searchParams.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) return `url may have ${PARAMETERS.join(', ')} and no other parameter`;
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !isServer(endpoint)) {
    return 'endpoint must be http://host or https://host, with a port if need be';
  }
  const pathStyle = url.searchParams.get('path_style') ?? String(endpoint !== undefined);
  if (pathStyle !== 'true' && pathStyle !== 'false') return 'path_style must be true or false';
  const region = url.searchParams.get('region') ?? DEFAULT_REGION;
  if (!NAME.test(region)) return 'region must be a word such as eu-central-1';
  return {
    kind: 's3',
    bucket: url.host,
    prefix,
    endpoint,
    region,
    pathStyle: pathStyle === 'true',
  };
}

function isServer(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, username, password, search, hash } = new URL(endpoint);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}

/** Equal for two spellings of the same address. */
export function addressKeyOf(address: DirectoryProvider | S3Address | string): string | undefined {
  if (typeof address === 'string') return undefined;
  if (address.kind === 'directory') return address.directory.replace(/\/+$/, '');
  const { endpoint, region, bucket, prefix } = address;
  return [endpoint?.replace(/\/+$/, '') ?? region, bucket, prefix].join(' ');
}

/** Completes a provider by its bucket's keys from the environment. Complains about each that is missing. */
export function withKeys(
  name: string,
  address: DirectoryProvider | S3Address | string,
  env: Env,
  complain: (name: string, message: string) => void,
): ProviderSettings | undefined {
  if (typeof address === 'string') return undefined;
  if (address.kind === 'directory') return { name, ...address };
  const keyOf = (what: string): Secret | undefined => {
    const variable = `KONTOR_S3_${name.toUpperCase().replaceAll('-', '_')}_${what}`;
    const value = env[variable];
    if (value === undefined) complain(variable, `is missing; provider ${name} needs it`);
    return value === undefined ? undefined : new Secret(value);
  };
  const accessKeyId = keyOf('ACCESS_KEY_ID');
  const secretAccessKey = keyOf('SECRET_ACCESS_KEY');
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  return { name, ...address, accessKeyId, secretAccessKey };
}
