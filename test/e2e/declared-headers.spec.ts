import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describedApi, nameOf, operations, type Operation } from '../operations.js';
import { ask, prepare, type Answer } from './permissions/ask-route.js';
import { AskingDesk } from './permissions/asking-desk.js';
import { expectedOf, rowsOfTable, type Caller, type Row } from './permissions/table.js';

/** What programs act on. Others, such as those of security, are the same everywhere. */
const LOOKED_AT = [
  ...['etag', 'location', 'retry-after', 'ratelimit', 'ratelimit-policy', 'www-authenticate'],
  ...['idempotency-replayed', 'content-disposition', 'content-range', 'accept-ranges'],
  'last-modified',
];
/** Wire protocols of others, whose headers their specifications have. */
const HAS_OWN_FORM =
  /^\/(?:documents\/|oc_|oauth\/|metrics$|api\/eurooffice\/(?:callback|file|changes|conversion|lent|probe)\/)/;

const pathOf = (row: Row): string => row.path.replaceAll(/:(\w+)/g, '{$1}');
const described = rowsOfTable().flatMap((row) => {
  const name = `${row.method} ${pathOf(row)}`;
  const operation = operations.find((each) => nameOf(each) === name);
  if (operation === undefined || HAS_OWN_FORM.test(row.path)) return [];
  const caller = AskingDesk.callers().find((each) => expectedOf(row, each) === 'allowed');
  return caller === undefined ? [] : [{ name, row, operation, caller }];
});

type Headed = { readonly $ref?: string; readonly headers?: object } | undefined;

/** As openapi.json has them for this status; a range and what is the same are kinds of 200. */
function declaredFor({ answers }: Operation, status: number): readonly string[] {
  const found: Headed = answers[status] ?? answers[status < 400 ? '200' : '500'];
  const shared = describedApi.components.responses as Readonly<Record<string, Headed>>;
  const answer = found?.$ref === undefined ? found : shared[found.$ref.split('/').at(-1)!];
  return Object.keys(answer?.headers ?? {}).map((header) => header.toLowerCase());
}

/** Every answer to somebody who is signed in tells the rate, errors too: the description says so once for all. */
const sentIn = ({ headers, status }: Answer, { answers }: Operation): string[] =>
  LOOKED_AT.filter(
    (name) =>
      headers.has(name) &&
      !(name.startsWith('ratelimit') && (status >= 400 || !('403' in answers))),
  );

describe('headers that openapi.json declares', () => {
  let desk: AskingDesk;

  beforeAll(async () => {
    desk = await AskingDesk.start({ KONTOR_REQUESTS_PER_MINUTE: '1000000' });
  });

  afterAll(() => desk?.stop());

  const answerTo = async (
    row: Row,
    caller: Caller,
    more?: Readonly<Record<string, string>>,
  ): Promise<Answer> => {
    const answer = await ask(row.method, row, await prepare(desk, row, caller), more);
    if (answer.status !== 401 || caller.kind !== 'person') return answer;
    // Another route ended the sign-in.
    await desk.signInAgain(caller);
    return ask(row.method, row, await prepare(desk, row, caller), more);
  };

  it.each(described.map((each) => [each.name, each] as const))(
    'should be those of %s',
    async (_, { row, operation, caller }) => {
      const answer = await answerTo(row, caller);
      const declared = declaredFor(operation, answer.status);
      expect(sentIn(answer, operation).filter((name) => !declared.includes(name))).toEqual([]);
      // Others depend on what is answered; pictures of people that there are not have no tag.
      const isJson = answer.headers.get('content-type')?.includes('json') === true;
      const always = ['location', 'ratelimit', 'ratelimit-policy', ...(isJson ? ['etag'] : [])];
      if (answer.status < 300 && answer.status !== 204)
        expect(
          declared.filter((name) => always.includes(name) && !answer.headers.has(name)),
        ).toEqual([]);
    },
  );

  const changes = described.filter(
    ({ row }) => /^(?:PUT|PATCH|DELETE)$/.test(row.method) && row.path.startsWith('/api/'),
  );

  it.each(changes.map((each) => [each.name, each] as const))(
    'should say whether %s heeds If-Match',
    async (_, { row, operation, caller }) => {
      const isDeclared = operation.parameters.some(({ name }) => name === 'If-Match');
      const { status } = await answerTo(row, caller, { 'if-match': '"of another state"' });
      expect([isDeclared, status]).toEqual([isDeclared, isDeclared ? 412 : expect.anything()]);
      if (!isDeclared) expect(status).not.toBe(412);
    },
  );

  it('should say which GET heeds If-None-Match', async () => {
    const wrong: string[] = [];
    for (const { name, row, operation, caller } of described) {
      if (row.method !== 'GET') continue;
      const etag = (await answerTo(row, caller)).headers.get('etag');
      if (etag === null) continue;
      const again = await answerTo(row, caller, { 'if-none-match': etag });
      const isDeclared = operation.parameters.some(
        (each) => each.in === 'header' && each.name.toLowerCase() === 'if-none-match',
      );
      // A list that changes by being read has another tag.
      const changed = again.status === 200 && again.headers.get('etag') !== etag;
      if (!changed && (again.status === 304) !== isDeclared) wrong.push(`${name}: ${again.status}`);
    }
    expect(wrong).toEqual([]);
  });
});
