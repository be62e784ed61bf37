import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from './free-port.js';
import { RunningServers } from './running-servers.js';
import type { RunningS3 } from './running-s3.js';

const run = promisify(execFile);

/**
 * A Ceph object gateway of our own on loopback, its cluster of one monitor, one manager and one disk in
 * memory: an S3 server that checks signatures, MD5 and conditions.
 */
export async function startCeph(): Promise<RunningS3> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-ceph-'));
  const monitorPort = await freePorts();
  const port = monitorPort + 1;
  const config = join(folder, 'ceph.conf');
  const cluster = { fsid: randomUUID(), folder, monitorPort, port };
  await writeFile(config, configOf(cluster));
  for (const name of ['mon', 'mgr', 'osd']) await mkdir(join(folder, name));
  const servers = new RunningServers();
  const daemon = (program: string, ...args: string[]): void => {
    servers.start(program, '-f', '-c', config, ...args);
  };
  const tool = async (program: string, ...args: string[]): Promise<string> =>
    (await run(program, ['-c', config, ...args])).stdout;
  const stop = async (): Promise<void> => {
    await servers.kill();
    await rm(folder, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${port}`;
  const keys = { accessKeyId: 'kontor-tests', secretAccessKey: randomBytes(20).toString('hex') };
  try {
    await startCluster(cluster, { daemon, tool });
    daemon('radosgw', '-n', 'client.rgw');
    await servers.untilAnswers(endpoint);
    await tool(
      'radosgw-admin',
      ...['-n', 'client.rgw', 'user', 'create', '--uid=kontor', '--display-name=kontor'],
      ...[`--access-key=${keys.accessKeyId}`, `--secret-key=${keys.secretAccessKey}`],
    );
    return { endpoint, region: 'default', ...keys, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Cluster {
  readonly fsid: string;
  readonly folder: string;
  readonly monitorPort: number;
  readonly port: number;
}

interface Programs {
  daemon(program: string, ...args: string[]): void;
  tool(program: string, ...args: string[]): Promise<string>;
}

async function startCluster(
  { fsid, folder, monitorPort }: Cluster,
  { daemon, tool }: Programs,
): Promise<void> {
  const map = join(folder, 'monmap');
  const address = `[v2:127.0.0.1:${monitorPort}]`;
  await run('monmaptool', ['--create', '--fsid', fsid, '--addv', 'a', address, map]);
  await tool('ceph-mon', '--mkfs', '-i', 'a', '--monmap', map);
  daemon('ceph-mon', '-i', 'a');
  const disk = randomUUID();
  const number = (await tool('ceph', '--connect-timeout', '60', 'osd', 'new', disk)).trim();
  daemon('ceph-mgr', '-i', 'x');
  await tool('ceph-osd', '-i', number, '--mkfs', '--osd-uuid', disk);
  daemon('ceph-osd', '-i', number);
}

function configOf({ fsid, folder, monitorPort, port }: Cluster): string {
  return `[global]
fsid = ${fsid}
mon host = [v2:127.0.0.1:${monitorPort}]
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv6 = false
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
osd objectstore = memstore
memstore device bytes = 2147483648
run dir = ${folder}
admin socket =
pid file =
log file = ${folder}/$name.log
crash dir = ${folder}
mon data = ${folder}/mon
mgr data = ${folder}/mgr
osd data = ${folder}/osd
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw data = ${folder}
rgw thread pool size = 32
rgw enable usage log = false
`;
}
