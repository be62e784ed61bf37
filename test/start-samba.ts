import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'ldapts';

const run = promisify(execFile);
const READY_WITHIN_MS = 120_000;
const POLL_MS = 50;
/** Samba's own ports are fixed; whoever holds this one may use them. It falls free with its process. */
const TURN_PORT = 38_900;

export interface RunningSamba {
  readonly baseDn: string;
  readonly adminDn: string;
  readonly adminPassword: string;
  /** Its certificate is valid for 127.0.0.1 and for no other name. */
  readonly caFile: string;
  /** Kontor's settings for this directory, over TLS. */
  readonly settings: Readonly<Record<string, string>>;
  /** `samba-tool` on this domain; what it prints. */
  tool(...args: string[]): Promise<string>;
  /** Adds entries; LDIF. Before the start. */
  load(ldif: string): Promise<void>;
  /** `hardened`: as a domain controller is today, without TLS no password is taken. */
  start(options?: { hardened: boolean }): Promise<void>;
  /** At once, as in a power cut; the data stays for the next start. */
  kill(): Promise<void>;
  /** The end of it and of its data. */
  remove(): Promise<void>;
}

/** An Active Directory domain controller of our own, KONTOR.TEST, on 127.0.0.1:389 and :636; not yet started. */
export async function provisionSamba(): Promise<RunningSamba> {
  const turn = await ourTurn();
  const folder = await mkdtemp(join(tmpdir(), 'kontor-ad-'));
  const adminPassword = 'Admin!Pass9';
  const configFile = join(folder, 'etc/smb.conf');
  await provision(folder, adminPassword);
  const provisioned = await readFile(configFile, 'utf8');
  const caFile = await makeCertificate(folder);
  const [baseDn, adminDn] = ['DC=kontor,DC=test', 'CN=Administrator,CN=Users,DC=kontor,DC=test'];
  let server: ChildProcess | undefined;

  const kill = async () => {
    if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    // Its workers are processes of the same group.
    process.kill(-server.pid, 'SIGKILL');
    await gone;
  };
  return {
    ...{ baseDn, adminDn, adminPassword, caFile },
    settings: {
      LDAP_URL: 'ldaps://127.0.0.1',
      LDAP_BIND_DN: adminDn,
      LDAP_BIND_PASSWORD: adminPassword,
      LDAP_BASE_DN: baseDn,
      LDAP_CA_FILE: caFile,
    },
    kill,
    async tool(...args) {
      const domain = ['-H', join(folder, 'private/sam.ldb'), '-s', configFile];
      return (await run('samba-tool', [...args, ...domain])).stdout;
    },
    async load(ldif) {
      const file = join(folder, 'load.ldif');
      await writeFile(file, ldif);
      await run('/usr/bin/python3', [
        '-c',
        LOAD,
        configFile,
        join(folder, 'private/sam.ldb'),
        file,
      ]);
    },
    async start({ hardened } = { hardened: true }) {
      const options = optionsOf(folder, hardened).map((option) => `\t${option}\n`);
      await writeFile(
        configFile,
        provisioned.replace('[global]\n', `[global]\n${options.join('')}`),
      );
      // Without its terminal's end of input, which would stop it.
      server = spawn('samba', ['-i', '-s', configFile], {
        stdio: ['pipe', 'ignore', 'ignore'],
        detached: true,
      });
      await untilReady(server);
    },
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true });
      await new Promise((resolve) => turn.close(resolve));
    },
  };
}

/** In one transaction: a `samba-tool` for each of thousands takes minutes. */
const LOAD = `
import sys
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB
_, config, url, file = sys.argv
parameters = LoadParm()
parameters.load(config)
database = SamDB(url=url, session_info=system_session(parameters), lp=parameters)
database.transaction_start()
database.add_ldif(open(file, encoding='utf-8').read())
database.transaction_commit()
`;

const optionsOf = (folder: string, hardened: boolean): string[] => [
  `ldap server require strong auth = ${hardened ? 'yes' : 'no'}`,
  `tls certfile = ${join(folder, 'cert.pem')}`,
  `tls keyfile = ${join(folder, 'key.pem')}`,
  `tls cafile = ${join(folder, 'cert.pem')}`,
  `pid directory = ${folder}`,
  `log file = ${join(folder, 'log')}`,
];

async function provision(folder: string, adminPassword: string): Promise<void> {
  const options = [
    ...['interfaces=lo', 'bind interfaces only=yes', 'server services=ldap', 'vfs objects='],
    `posix:eadb=${join(folder, 'eadb.tdb')}`,
  ].map((option) => `--option=${option}`);
  await run('samba-tool', [
    ...['domain', 'provision', '--realm=KONTOR.TEST', '--domain=KONTOR', '--server-role=dc'],
    ...['--host-name=dc1', '--dns-backend=NONE', `--adminpass=${adminPassword}`],
    ...[`--targetdir=${folder}`, ...options],
  ]);
}

async function makeCertificate(folder: string): Promise<string> {
  const cert = join(folder, 'cert.pem');
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=dc1'],
    ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(folder, 'key.pem'), '-out', cert],
  ]);
  return cert;
}

async function untilReady(server: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new Client({ url: 'ldap://127.0.0.1', connectTimeout: 1000, timeout: 1000 });
    try {
      await client.search('', { scope: 'base', attributes: ['defaultNamingContext'] });
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) throw error;
      await delay(POLL_MS);
    } finally {
      await client.unbind().catch(() => undefined);
    }
  }
}

async function ourTurn(): Promise<Server> {
  for (;;) {
    const server = createServer();
    server.listen(TURN_PORT, '127.0.0.1');
    try {
      await once(server, 'listening');
      return server;
    } catch {
      await delay(POLL_MS);
    }
  }
}
