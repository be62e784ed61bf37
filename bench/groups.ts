import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { startPostgres } from '../test/start-postgres.ts';
import { KontorUnderTest } from './kontor-under-test.ts';
import { download, median } from './limits.ts';
import type { BenchDatabase, Engine } from './scale-database.ts';
import { askedFor, machine, openDatabaseOf, round2, timesOf } from './scale-rounds.ts';

/** Groups; each has ten accounts and, with people's own shares, a hundred shares. */
const { sizes: SIZES, rounds: ROUNDS, engines: ENGINES } = askedFor('10,10000');
const REAL_DOCUMENTS = 10;
/** In how many of the groups the one who asks is; in every size the same. */
const OWN_GROUPS = 10;

type Operation = (under: Installation) => Promise<unknown>;

interface Installation {
  readonly groups: number;
  readonly kontor: KontorUnderTest;
  readonly database: BenchDatabase;
  /** Bob's, shared with a group of alice and with nobody else. */
  readonly real: readonly string[];
  readonly administrator: Readonly<Record<string, string>>;
  turn: number;
}

const get = (path: string): Operation => {
  return ({ kontor }) => download(kontor.url + path, kontor.headers);
};
const getAsAdministrator = (path: string): Operation => {
  return async ({ kontor, administrator }) => download(kontor.url + path, administrator);
};
const next = (under: Installation): string => under.real[under.turn++ % REAL_DOCUMENTS]!;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'list, first page': get('/api/documents?limit=50'),
  'desk page': get('/'),
  'who am I': get('/api/me'),
  'one document': (under) => get(`/api/documents/${next(under)}`)(under),
  open: async (under) => {
    const session = await under.kontor.openSession(next(under));
    await download(session.config.document.url, under.kontor.fileHeaders(session));
  },
  'find people': get('/api/people?q=person+77'),
  'find groups': get('/api/people?q=group+7'),
  'accounts, none found': getAsAdministrator('/api/admin/accounts?q=none+such'),
  'groups, none found': getAsAdministrator('/api/groups?q=none+such'),
};

const results: Record<string, unknown> = {
  machine: machine(),
  rounds: ROUNDS,
};
for (const engine of ENGINES) results[engine] = await measure(engine);
writeFileSync(join(import.meta.dirname, 'groups.json'), `${JSON.stringify(results, null, 2)}\n`);

async function measure(engine: Engine): Promise<object> {
  const postgres = engine === 'postgres' ? await startPostgres() : undefined;
  const all: Installation[] = [];
  try {
    for (const groups of SIZES) all.push(await install(groups, await postgres?.createDatabase()));
    // While the tables were filled, the servers closed connections that this process has yet to hear of.
    await delay(1000);
    const rows: Record<string, string | number>[] = [];
    for (const [operation, run] of Object.entries(OPERATIONS)) {
      const times = await timesOf(run, all, ROUNDS);
      const [few, many] = [times[0]!, times.at(-1)!];
      rows.push({
        operation,
        ...Object.fromEntries(
          all.map(({ groups }, n) => [`${groups} groups, ms`, round2(median(times[n]!))]),
        ),
        ratio: round2(median(many.map((ms, round) => ms / few[round]!))),
      });
    }
    process.stdout.write(`${engine}\n`);
    console.table(rows);
    return rows;
  } finally {
    for (const { database, kontor } of all) {
      await database.close();
      await kontor.stop();
    }
    await postgres?.stop();
  }
}

async function install(groups: number, databaseUrl: string | undefined): Promise<Installation> {
  const kontor = new KontorUnderTest(
    databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl },
  );
  await kontor.start();
  const real: string[] = [];
  for (let n = 0; n < REAL_DOCUMENTS; n++)
    real.push(await kontor.createDocument(`Real-${n}.txt`, 'Dear all,'));
  const database = await openDatabaseOf(kontor, databaseUrl);
  await seed(database, groups, real[0]!);
  const administrator = await kontor.administrator();
  return { groups, kontor, database, real, administrator, turn: 0 };
}

function uuid(kind: number, n: string): string {
  return `'00000000-0000-7000-800${kind}-' || substr('000000000000' || cast(${n} as text), -12)`;
}

/** PostgreSQL has `right` for what SQLite's `substr` does with a negative start. */
function padded(engine: Engine, text: string): string {
  return engine === 'postgres' ? text.replaceAll(/substr\((.+?), -12\)/g, 'right($1, 12)') : text;
}

/** Ten accounts, ten documents, fifty shares with it and fifty with people for each group. */
async function seed(database: BenchDatabase, groups: number, template: string): Promise<void> {
  const { engine } = database;
  const run = (text: string) => database.run(padded(engine, text));
  const upTo = (count: number) =>
    `(with recursive i(n) as (select 0 union all select n + 1 from i where n + 1 < ${count}) select n from i) as i`;
  const [account, group, document] = [uuid(1, 'i.n'), uuid(2, 'i.n'), uuid(3, 'i.n')];
  const idOf = (name: string) => `(select id from accounts where username = '${name}')`;
  const now = Date.now() - 86_400_000;
  await run('begin');
  await run(`insert into accounts (id, username, display_name, display_name_folded, is_admin, disabled,
      token_generation, created_at, origin)
    select ${account}, 'person ' || i.n, 'Person ' || i.n, 'person ' || i.n, 0, 0, 1, 0, 'local'
    from ${upTo(groups * 10)}`);
  await run(`insert into access_groups (id, source, external_id, name, name_folded, created_at)
    select ${group}, 'local', null, 'Group ' || i.n, 'group ' || i.n, 0 from ${upTo(groups)}`);
  await run(`insert into access_group_members (group_id, account_id, since)
    select ${uuid(2, `(i.n % ${groups})`)}, ${account}, 0 from ${upTo(groups * 10)}`);
  await run(`insert into access_group_members (group_id, account_id, since)
    select ${group}, ${idOf('alice')}, 0 from ${upTo(OWN_GROUPS)}`);
  // As the product keeps them: in hexadecimal digits.
  const hex = (text: string): string =>
    engine === 'postgres' ? `encode(convert_to(${text}, 'UTF8'), 'hex')` : `lower(hex(${text}))`;
  for (const [table, id, name, count] of [
    ['account_words', account, 'person', groups * 10],
    ['access_group_words', group, 'group', groups],
  ] as const) {
    await run(`insert into ${table} (word, subject_id)
      select ${hex(`'${name}'`)}, ${id} from ${upTo(count)}`);
    await run(`insert into ${table} (word, subject_id)
      select ${hex('cast(i.n as text)')}, ${id} from ${upTo(count)}`);
  }
  const columns = await database.columnsOf('documents');
  const own: Record<string, string> = {
    ...{ id: document, title: `'Document ' || i.n`, title_search: `'document ' || i.n` },
    ...{ owner: idOf('bob'), version_group_id: uuid(4, 'i.n'), updated_at: `${now} + i.n` },
  };
  await run(`insert into documents (${columns.join(', ')})
    select ${columns.map((name) => own[name] ?? `t.${name}`).join(', ')}
    from documents t, ${upTo(groups * 10)} where t.id = '${template}'`);
  const copied = `0, ${now} + i.n / 5, 'document ' || cast(i.n / 5 as text)`;
  // Each document with five groups and five people, all over the place.
  const of = uuid(3, '(i.n / 5)');
  await run(`insert into document_group_shares (document_id, group_id, role, may_download, may_print,
      may_copy, created_at, document_updated_at, document_title_search)
    select ${of}, ${uuid(2, `((i.n / 5 * 7 + i.n % 5) % ${groups})`)}, 'viewer', 1, 1, 1, ${copied}
    from ${upTo(groups * 50)}`);
  await run(`insert into document_shares (document_id, account_id, role, created_at,
      document_updated_at, document_title_search)
    select ${of}, ${uuid(1, `((i.n / 5 * 11 + i.n % 5) % ${groups * 10})`)}, 'viewer', ${copied}
    from ${upTo(groups * 50)}`);
  await run(`update documents set owner = ${idOf('bob')} where title like 'Real-%'`);
  await run(`insert into document_group_shares (document_id, group_id, role, may_download, may_print,
      may_copy, created_at, document_updated_at, document_title_search)
    select id, ${uuid(2, '0')}, 'editor', 1, 1, 1, 0, updated_at, title_search from documents
    where title like 'Real-%'`);
  await run('commit');
  // As both keep themselves: PostgreSQL by autovacuum.
  await run(engine === 'postgres' ? 'vacuum analyze' : 'analyze');
}
