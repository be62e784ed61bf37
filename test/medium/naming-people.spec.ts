import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { auditCommand } from '../../src/command-line/audit.command.js';
import { groupCommand } from '../../src/command-line/group.command.js';
import type { Terminal } from '../../src/command-line/terminal.js';
import { userCommand } from '../../src/command-line/user.command.js';

/** JSON as it is in the file. */
type Json = ReturnType<typeof JSON.parse>;

/** What names a person by name, and what beside it takes the id of the account. */
const ID_BESIDE: Readonly<Record<string, string>> = {
  username: 'person',
  usernames: 'people',
  to: 'person',
  actor: 'actor_id',
  sealed_for: 'sealed_for_people',
  'Kontor-On-Behalf-Of': 'Kontor-On-Behalf-Of-Id',
};

/** What takes a name for another reason. */
const NO_PERSON = new Set([
  // What somebody types to sign in.
  'post /api/auth/token username',
  // Which claim of a token is the name.
  'post /api/admin/clients trusted_issuer.claims.username',
  'patch /api/admin/clients/{client_id} trusted_issuer.claims.username',
  // A search: what was typed of anything.
  'get /api/people q',
  'get /api/admin/accounts q',
  // Takes both: they cannot be mistaken, since it only picks from the people of one document.
  'get /api/eurooffice/people/{document_id} id',
]);

describe('whatever names a person', () => {
  const openapi: Json = JSON.parse(readFileSync('openapi.json', 'utf8'));
  const resolved = (schema: Json): Json =>
    typeof schema?.$ref === 'string'
      ? schema.$ref
          .split('/')
          .slice(1)
          .reduce((at: Json, key: string) => at[key], openapi)
      : schema;

  /** Every member of a body, at every depth. */
  function* membersOf(given: Json, path: readonly string[] = []): Generator<[string, Json]> {
    const schema = resolved(given) ?? {};
    for (const [name, member] of Object.entries<Json>(schema.properties ?? {})) {
      yield [[...path, name].join('.'), resolved(member)];
      yield* membersOf(member, [...path, name]);
    }
    if (schema.items) yield* membersOf(schema.items, path);
    for (const each of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
      yield* membersOf(each, path);
  }
  const inputsOf = (operation: Json): readonly [string, Json][] => [
    ...(operation.parameters ?? []).map(resolved).map((each: Json) => [each.name, each] as const),
    ...Object.values<Json>(operation.requestBody?.content ?? {}).flatMap(({ schema }) => [
      ...membersOf(schema),
    ]),
  ];
  const namesSomebody = (name: string, { description = '' }: Json): boolean =>
    /username/i.test(name) || /username/i.test(description);

  it('should take the id of the account as well, on every route', () => {
    const ids = new Set(Object.values(ID_BESIDE));
    const found = Object.entries<Json>(openapi.paths).flatMap(([path, methods]) =>
      Object.entries<Json>(methods).flatMap(([method, operation]) => {
        const inputs = inputsOf(operation);
        return inputs
          .filter(([name, input]) => namesSomebody(name, input) && !ids.has(name))
          .map(([name]) => ({
            where: `${method} ${path} ${name}`,
            hasId: inputs.some(([other]) => other === ID_BESIDE[name]),
          }))
          .filter(({ where }) => !NO_PERSON.has(where));
      }),
    );
    expect(found.filter(({ hasId }) => !hasId)).toEqual([]);
    expect(found.length).toBeGreaterThan(10);
  });

  it('should take it in every command', () => {
    const commands = [userCommand, groupCommand, auditCommand].flatMap((make) =>
      make({} as Terminal).commands.map((command): [string, Command] => [make.name, command]),
    );
    const takes = ({ options }: Command, name: string): boolean =>
      options.some(({ long }) => long === name);
    const inUser = commands.filter(
      ([of, command]) =>
        of === 'userCommand' &&
        command.registeredArguments.length > 0 &&
        // That name is new.
        command.name() !== 'add',
    );
    expect(inUser.length).toBeGreaterThan(6);
    for (const [, command] of inUser)
      expect([command.name(), takes(command, '--by-id')]).toEqual([command.name(), true]);
    for (const [, command] of commands.filter(([, { registeredArguments: all }]) =>
      all.some((each) => each.name() === 'people'),
    ))
      expect([command.name(), takes(command, '--by-id')]).toEqual([command.name(), true]);
    for (const [, command] of commands.filter(([, each]) => takes(each, '--actor')))
      expect(takes(command, '--actor-id')).toBe(true);
  });
});
