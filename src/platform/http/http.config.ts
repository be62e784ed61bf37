import { z } from 'zod';
import { editorUrlOf, publicUrlOf, trustedProxiesOf } from '../config/platform.config.js';
import { settingsPart } from '../config/settings.js';
import type { CallerLimits } from './caller-rate.js';
import { trustProxies } from './client-address.js';

export interface HttpSettings extends CallerLimits {
  /** Host names (without a port) under which this server answers, all in lower case. */
  readonly hosts: readonly string[];
  /** Requests of one address within a minute; 0 for any number. */
  readonly requestsPerMinute: number;
  /** Open connections of one address. */
  readonly connectionsPerAddress: number;
  /** So long a body may come, or an answer be taken, without any progress. */
  readonly stallMs: number;
  /** Whether that address is a proxy's, whose word about who calls is believed. */
  readonly isProxy: (address: string) => boolean;
}

const names = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine(
    (all) => all.every((name) => /^[^/\s@]+$/.test(name) && URL.canParse(`http://${name}`)),
    'must be host names such as kontor.example.org, with commas between',
  );

const httpEnv = z.object({
  HOST: z.string().optional(),
  PORT: z.string().optional(),
  KONTOR_PUBLIC_URL: z.string().optional(),
  KONTOR_EDITOR_URL: z.string().optional(),
  EUROOFFICE_CALLBACK_URL: z.string().optional(),
  KONTOR_TRUSTED_PROXIES: z.string().optional(),
  KONTOR_HOSTS: names.optional(),
  KONTOR_REQUESTS_PER_MINUTE: z.coerce.number().int().min(0).max(10_000_000).default(20_000),
  KONTOR_REQUESTS_PER_PERSON: z.coerce.number().int().min(0).max(10_000_000).optional(),
  KONTOR_REQUESTS_PER_CLIENT: z.coerce.number().int().min(0).max(10_000_000).optional(),
  KONTOR_CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).max(100_000).default(2_000),
  KONTOR_STALL_SECONDS: z.coerce.number().min(1).max(3600).default(120),
});

/** Every address of ours that is configured anywhere: one that comes later is added here. */
const configuredHosts = (env: z.output<typeof httpEnv>): string[] =>
  [
    publicUrlOf(env),
    editorUrlOf(env),
    env.EUROOFFICE_CALLBACK_URL,
    ...(env.KONTOR_HOSTS ?? []).map((name) => `http://${name}`),
  ]
    .map((address) => URL.parse(address ?? '')?.hostname)
    .filter((name) => name !== undefined);

/** A faulty list is reported by the part that owns it. */
function proxyTest(env: z.output<typeof httpEnv>): (address: string) => boolean {
  try {
    const isTrusted = trustProxies(
      trustedProxiesOf({ KONTOR_TRUSTED_PROXIES: env.KONTOR_TRUSTED_PROXIES }),
    );
    return (address) => isTrusted !== false && isTrusted(address, 0);
  } catch {
    return () => false;
  }
}

/** Ten times what a busy page sends. */
const PER_PERSON = 6_000;
/** An application asks for many people. */
const PER_CLIENT = 20_000;

/** Whoever wants no limit for each address, as a test or a benchmark, wants none at all unless they say so. */
const limitOr = (given: number | undefined, usual: number, perAddress: number): number =>
  given ?? (perAddress === 0 ? 0 : usual);

export const httpSettings = settingsPart<HttpSettings>(
  'http',
  httpEnv.transform((env) => ({
    hosts: configuredHosts(env),
    requestsPerMinute: env.KONTOR_REQUESTS_PER_MINUTE,
    requestsPerPerson: limitOr(
      env.KONTOR_REQUESTS_PER_PERSON,
      PER_PERSON,
      env.KONTOR_REQUESTS_PER_MINUTE,
    ),
    requestsPerClient: limitOr(
      env.KONTOR_REQUESTS_PER_CLIENT,
      PER_CLIENT,
      env.KONTOR_REQUESTS_PER_MINUTE,
    ),
    connectionsPerAddress: env.KONTOR_CONNECTIONS_PER_ADDRESS,
    stallMs: env.KONTOR_STALL_SECONDS * 1000,
    isProxy: proxyTest(env),
  })),
);
