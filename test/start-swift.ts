import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from './free-port.js';
import { RunningServers } from './running-servers.js';
import type { RunningS3 } from './running-s3.js';

const run = promisify(execFile);
const RINGS = ['account', 'container', 'object'] as const;

interface Swift {
  readonly folder: string;
  readonly ports: Readonly<Record<(typeof RINGS)[number] | 'proxy' | 'memcached', number>>;
  readonly secret: string;
}

/** OpenStack Swift with its S3 interface on loopback, one disk: what even a modest S3 server does, and no more. */
export async function startSwift(): Promise<RunningS3> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-swift-'));
  const swift = { folder, ports: await portsFor(), secret: randomBytes(20).toString('hex') };
  const servers = new RunningServers();
  const stop = async (): Promise<void> => {
    await servers.kill();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await mkdir(join(folder, 'disks', 'd1'), { recursive: true });
    await configure(swift);
    const memcached = ['-l', '127.0.0.1', '-p', String(swift.ports.memcached)];
    servers.start('memcached', ...memcached, '-u', userInfo().username);
    for (const server of [...RINGS, 'proxy']) {
      servers.start(`swift-${server}-server`, join(folder, `${server}-server.conf`));
    }
    const endpoint = `http://127.0.0.1:${swift.ports.proxy}`;
    for (const port of Object.values(swift.ports)) {
      if (port !== swift.ports.memcached)
        await servers.untilAnswers(`http://127.0.0.1:${port}/healthcheck`);
    }
    const keys = { accessKeyId: 'test:tester', secretAccessKey: swift.secret };
    return { endpoint, region: 'us-east-1', ...keys, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function portsFor(): Promise<Swift['ports']> {
  const first = await freePorts();
  let second = await freePorts();
  while (Math.abs(second - first) < 3) second = await freePorts();
  return {
    account: first,
    container: first + 1,
    object: first + 2,
    proxy: second,
    memcached: second + 1,
  };
}

async function configure(swift: Swift): Promise<void> {
  const { folder } = swift;
  await writeFile(
    join(folder, 'swift.conf'),
    '[swift-hash]\nswift_hash_path_suffix = tests\n[storage-policy:0]\nname = one\ndefault = yes\n',
  );
  await writeFile(join(folder, 'proxy-server.conf'), proxyConfig(swift));
  for (const ring of RINGS) {
    await writeFile(join(folder, `${ring}-server.conf`), storageConfig(swift, ring));
  }
  await Promise.all(RINGS.map((ring) => buildRing(swift, ring)));
}

/** Which disk keeps what: here always the one. */
async function buildRing({ folder, ports }: Swift, ring: (typeof RINGS)[number]): Promise<void> {
  const builder = join(folder, `${ring}.builder`);
  const steps = [
    ['create', '4', '1', '1'],
    ['add', `r1z1-127.0.0.1:${ports[ring]}/d1`, '1'],
    ['rebalance', '--force'],
  ];
  for (const step of steps) {
    // It ends with 1 to warn that one disk is not many.
    await run('swift-ring-builder', [builder, ...step]).catch((error: { code?: number }) => {
      if (error.code !== 1) throw error;
    });
  }
}

const common = ({ folder }: Swift, port: number): string => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
swift_dir = ${folder}
devices = ${folder}/disks
mount_check = false
disable_fallocate = true
workers = 0
user = ${userInfo().username}
log_level = ERROR
`;

const storageConfig = (swift: Swift, ring: (typeof RINGS)[number]): string => `${common(
  swift,
  swift.ports[ring],
)}
[pipeline:main]
pipeline = healthcheck ${ring}-server
[app:${ring}-server]
use = egg:swift#${ring}
[filter:healthcheck]
use = egg:swift#healthcheck
`;

const proxyConfig = (swift: Swift): string => `${common(swift, swift.ports.proxy)}
[pipeline:main]
pipeline = catch_errors healthcheck gatekeeper cache listing_formats s3api tempauth bulk slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${swift.ports.memcached}
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = ${swift.secret} .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
`;
