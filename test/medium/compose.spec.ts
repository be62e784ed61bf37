import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

interface Service {
  build?: string;
  profiles?: string[];
  image: string;
  environment?: Record<string, string>;
  volumes?: string[];
  networks: string[];
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  networks: Record<string, { internal?: boolean } | null>;
}

const text = readFileSync('docker-compose.yml', 'utf8');
const { services, volumes, networks } = parse(text) as Compose;
const dockerfile = readFileSync('Dockerfile', 'utf8');
const example = parseEnv(readFileSync('.env.example', 'utf8'));
const service = (name: string): Service => {
  const found = services[name];
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
};
const all = Object.entries(services);
const OURS = 'kontor:local';

/** Every variable compose fills in, and whether it refuses to start without it. */
const variables = [...text.matchAll(/\$\{([A-Z_]+)(:[?-])?/g)].map(([, name = '', how]) => ({
  name,
  required: how === ':?',
}));

describe('docker-compose.yml', () => {
  it('should keep what the Document Server writes, where its image really writes it', () => {
    const kept = service('eurooffice').volumes?.map((volume) => volume.split(':')[1]);
    expect(kept).toEqual([
      '/var/lib/euro-office/documentserver',
      '/var/www/euro-office/Data',
      '/var/log/euro-office/documentserver',
      '/var/lib/postgresql',
    ]);
    // A mount there would hide the configuration the image brings.
    expect(text).not.toMatch(/:\/etc\/euro-office/);
  });

  it('should name every volume and network it uses', () => {
    const named = all
      .flatMap(([, { volumes: mounts = [] }]) => mounts.map((mount) => mount.split(':')[0] ?? ''))
      .filter((source) => !source.startsWith('.'));
    expect(new Set(named)).toEqual(new Set(Object.keys(volumes)));
    const joined = all.flatMap(([, one]) => one.networks);
    expect(new Set(joined)).toEqual(new Set(Object.keys(networks)));
  });

  it('should watch the health of every service', () => {
    const unwatched = all
      .filter(([, { image, healthcheck }]) => healthcheck === undefined && image !== OURS)
      .map(([name]) => name);
    expect(unwatched).toEqual([]);
    expect(dockerfile).toMatch(/^HEALTHCHECK [\s\S]*\/health\/ready/m);
  });

  it('should wait only for services that can become healthy', () => {
    const waits = all.flatMap(([, { depends_on: on = {} }]) => Object.entries(on));
    expect(waits.length).toBeGreaterThan(0);
    for (const [name, { condition }] of waits) {
      expect(condition).toBe('service_healthy');
      expect(service(name).healthcheck ?? service(name).image).toBeDefined();
    }
  });

  it('should pin every image', () => {
    for (const [, { image }] of all) expect(image).toMatch(/:(?!latest|nightly)[\w.-]+$/);
  });

  it('should hold no secret itself and refuse to start without one', () => {
    for (const [, { environment = {} }] of all) {
      for (const [name, value] of Object.entries(environment)) {
        if (/SECRET|PASSWORD|_KEY$|DATABASE_URL/.test(name))
          expect(value).toMatch(/\$\{[A-Z_]+:\?/);
      }
    }
    const secrets = variables.filter(({ name }) => /SECRET|PASSWORD/.test(name));
    expect(secrets.every(({ required }) => required)).toBe(true);
  });

  it('should explain every variable in .env.example, secrets left empty', () => {
    expect(new Set(variables.map(({ name }) => name))).toEqual(new Set(Object.keys(example)));
    for (const [name, value] of Object.entries(example)) {
      if (/SECRET|PASSWORD/.test(name)) expect(value).toBe('');
    }
  });

  it('should give Kontor only settings that it reads', () => {
    const fromImage = [...dockerfile.matchAll(/((?:KONTOR|EUROOFFICE)_[A-Z_]+)=/g)].map(
      (m) => m[1],
    );
    // The keys of a bucket are named after it; the layout's test below knows them.
    const fromCompose = Object.keys(service('kontor').environment ?? {});
    const given = [...fromCompose.filter((name) => !name.startsWith('KONTOR_S3_')), ...fromImage];
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.config.ts'))
      .map((file) => readFileSync(join('src', file), 'utf8'))
      .join('\n');
    const unread = given.filter(
      (name) => /^(KONTOR|EUROOFFICE)_/.test(name ?? '') && !sources.includes(name ?? ''),
    );
    expect(unread).toEqual([]);
  });

  it('should let each side reach the other by an address that exists in its network', () => {
    const { EUROOFFICE_INTERNAL_URL: inner = '', EUROOFFICE_CALLBACK_URL: back = '' } =
      service('kontor').environment ?? {};
    expect(new URL(inner).hostname).toBe('eurooffice');
    expect(back).toBe('${KONTOR_CALLBACK_URL:-http://kontor:3000}');
    expect(example.KONTOR_CALLBACK_URL).toBe('http://kontor:3000');
    expect(service('kontor').networks).toEqual(
      expect.arrayContaining(service('eurooffice').networks),
    );
    const signs = service('eurooffice').environment?.JWT_SECRET;
    expect(signs).toBe(service('kontor').environment?.EUROOFFICE_JWT_SECRET);
  });

  it('should show the world neither a store nor the doors of the Document Server', () => {
    const published = all.filter(([, { ports }]) => ports !== undefined).map(([name]) => name);
    expect(published).toEqual(['kontor', 'balancer', 'office']);
    for (const name of ['postgres', 'redis', 's3', 'eurooffice']) {
      expect(service(name).networks.every((network) => networks[network]?.internal)).toBe(true);
    }
    const proxy = readFileSync('config/office.conf.template', 'utf8');
    const closed = new RegExp(/location ~\* (\S+) \{/.exec(proxy)?.[1] ?? '$^', 'i');
    for (const path of [
      '/docbuilder',
      '/9.3.2-1/docbuilder',
      '/command',
      '/converter',
      '/info/info.json',
    ]) {
      expect(path).toMatch(closed);
    }
    for (const path of [
      '/web-apps/apps/api/documents/api.js',
      '/9.3.2-1/doc/1/c/',
      '/cache/files/1',
    ]) {
      expect(path).not.toMatch(closed);
    }
    expect(proxy).toContain('proxy_set_header X-Forwarded-Host ${OFFICE_HOST};');
  });

  it('should be understood by docker compose, where there is one', () => {
    const present = spawnSync('docker', ['compose', 'version']).status === 0;
    const folder = mkdtempSync(join(tmpdir(), 'kontor-compose-'));
    const env = join(folder, 'env');
    const filled = Object.entries(example).map(
      ([name, value]) => `${name}=${value || 'x'.repeat(32)}`,
    );
    writeFileSync(env, filled.join('\n'));
    const { status, stderr } = present
      ? spawnSync('docker', ['compose', '--env-file', env, 'config', '-q'], { encoding: 'utf8' })
      : { status: 0, stderr: '' };
    rmSync(folder, { recursive: true });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('the scale profile', () => {
  const scaled = ['kontor-2', 'balancer', 's3'];
  const balancer = readFileSync('config/balancer.conf', 'utf8');

  it('should add to what runs without it, and change nothing', () => {
    const named = all.filter(([, { profiles }]) => profiles !== undefined).map(([name]) => name);
    expect(named).toEqual(scaled);
    for (const [name, { profiles, depends_on: on = {} }] of all) {
      expect(profiles ?? ['scale']).toEqual(['scale']);
      if (profiles === undefined)
        expect(Object.keys(on).filter((other) => scaled.includes(other))).toEqual([]);
      expect(service(name)).toBeDefined();
    }
  });

  it('should run the same instance twice', () => {
    const { environment, volumes: mounts, networks: joined } = service('kontor');
    expect(service('kontor-2')).toMatchObject({
      image: OURS,
      environment,
      volumes: mounts,
      networks: joined,
    });
  });

  it('should send requests to both, keep bodies off the disk, and reach every bucket', () => {
    for (const name of ['kontor', 'kontor-2']) expect(balancer).toContain(`server ${name}:3000 `);
    // What .env.example says for this profile: saves go through it as well, and it tells who calls.
    const explained = readFileSync('.env.example', 'utf8').split('With `--profile scale`')[1];
    const [, host] = /\(then http:\/\/([a-z]+):/.exec(explained ?? '') ?? [];
    expect(host).toBe('balancer');
    expect(service('balancer').networks).toEqual(
      expect.arrayContaining(service('eurooffice').networks),
    );
    expect(balancer).toContain('listen 80;');
    expect(balancer).toContain('proxy_set_header X-Forwarded-For $remote_addr;');
    expect(balancer).toMatch(/proxy_request_buffering off;\s+proxy_buffering off;/);
    const layout = JSON.parse(readFileSync('config/storage.scale.json', 'utf8')) as {
      k: number;
      m: number;
      providers: { name: string; url: string }[];
    };
    expect(layout.providers).toHaveLength(layout.k + layout.m);
    const buckets = layout.providers.filter(({ url }) => url.startsWith('s3:'));
    for (const { name, url } of buckets) {
      expect(new URL(url).searchParams.get('endpoint')).toBe('http://s3:9000');
      const key = `KONTOR_S3_${name.toUpperCase().replaceAll('-', '_')}_SECRET_ACCESS_KEY`;
      expect(service('kontor').environment).toHaveProperty(key);
      expect(text).toContain(`/data/${new URL(url).host}`);
    }
  });
});

describe('Dockerfile', () => {
  it('should run as a person without rights, on production packages only', () => {
    expect(dockerfile.lastIndexOf('USER node')).toBeGreaterThan(dockerfile.lastIndexOf('FROM '));
    expect(dockerfile).toMatch(/npm ci --omit=dev[\s\S]*COPY --from=packages \/app\/node_modules/);
  });

  it('should copy only what the build context has', () => {
    const context = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)]
      .flatMap((match) => match[1]?.split(' ') ?? [])
      .filter((path) => path !== '.');
    expect(copied.length).toBeGreaterThan(3);
    expect(context).toEqual(expect.arrayContaining(copied));
  });
});
