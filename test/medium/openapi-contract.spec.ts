import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { breakingChanges, type Described } from '../openapi-changes.js';
import { nameOf, operations } from '../operations.js';

const reader = pathToFileURL(join(projectRoot, 'scripts/read-error-codes.mjs')).href;
const { readErrorCodes } = (await import(reader)) as {
  readErrorCodes: () => { readonly guard: readonly string[] };
};

/** What the guard hears from a directory in the background only, and never answers. */
const NOT_ANSWERED = new Set([
  ...['access/unusable-directory-name', 'directory/ambiguous-username'],
  ...['directory/refuses-us', 'directory/unavailable'],
]);

/** Where the route itself asks for more. */
const OF_SOME_ROUTES = new Set(['access/admins-only', 'access/confirmation-needed']);

const text = readFileSync(join(projectRoot, 'openapi.json'), 'utf8');

/**
 * Changes since the last release that were decided, and why. A release empties the list: it puts its own description
 * beside the others in docs/.
 */
const DECIDED: readonly (readonly [RegExp, string])[] = [
  [/role can be (?:reviewer|commenter|form-filler)$/, 'sharing by role'],
  [/reason can be not-permitted$/, 'a save by somebody who may not is set apart'],
];

const lastRelease = (): string => {
  const releases = globSync('docs/openapi-*.json', { cwd: projectRoot });
  const inOrder = releases.toSorted((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  return inOrder.at(-1)!;
};

describe('the committed description of the API', () => {
  it('should be OpenAPI 3.1 without a fault', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const problems = await lintFromString({ source: text, config });
    const told = problems.map(
      ({ ruleId, message, location: [place] }) => `${ruleId}: ${message} ${place?.pointer ?? ''}`,
    );
    expect(told).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.1' });
    expect(text).not.toContain('"nullable"');
  });

  it('should break nothing of the last release but what was decided', () => {
    const released = readFileSync(join(projectRoot, lastRelease()), 'utf8');
    const changes = breakingChanges(
      JSON.parse(released) as Described,
      JSON.parse(text) as Described,
    );
    const isDecided = (change: string) => DECIDED.some(([pattern]) => pattern.test(change));
    expect(changes.filter((change) => !isDecided(change))).toEqual([]);
    const unused = DECIDED.filter(([pattern]) => !changes.some((change) => pattern.test(change)));
    expect(unused).toEqual([]);
  });

  it('should have an example of all JSON that is sent and answered', () => {
    const silent = operations.flatMap((operation) => {
      const { requestBody, responses } = operation.described;
      const good = Object.entries(responses ?? {}).filter(([status]) => status.startsWith('2'));
      const contents = [requestBody?.content, ...good.map(([, answer]) => answer.content)];
      return contents.flatMap((content) =>
        Object.entries(content ?? {})
          .filter(([type, media]) => type.includes('json') && media.schema && !('example' in media))
          .map(([type]) => `${nameOf(operation)}: ${type}`),
      );
    });
    expect(silent).toEqual([]);
  });

  it('should name what the guard of all routes refuses', () => {
    const answered = readErrorCodes().guard.filter((code) => !NOT_ANSWERED.has(code));
    const everywhere = answered.filter((code) => !OF_SOME_ROUTES.has(code));
    expect(everywhere).toContain('access/token-of-another-person');
    const closed = operations.filter(({ described }) => described.security?.length !== 0);
    expect(closed.length).toBeGreaterThan(100);
    const unnamed = closed.flatMap((operation) => {
      const named = new Set(Object.values(operation.codes).flat());
      return everywhere
        .filter((code) => !named.has(code))
        .map((code) => `${nameOf(operation)}: ${code}`);
    });
    expect(unnamed).toEqual([]);
    const somewhere = new Set(operations.flatMap(({ codes }) => Object.values(codes).flat()));
    expect([...OF_SOME_ROUTES].filter((code) => !somewhere.has(code))).toEqual([]);
  });

  it('should name the codes of each error, and explain each on the page of codes', () => {
    const page = readFileSync(join(projectRoot, 'docs/errors.md'), 'utf8');
    const codes = new Set(text.match(/"[a-z-]+\/[a-z-]+"/g)?.map((each) => each.slice(1, -1)));
    const named = operations.flatMap(({ codes: own }) => Object.values(own).flat());
    expect(named.length).toBeGreaterThan(1000);
    expect([...new Set(named)].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
    expect(codes).toContain('documents/no-such-document');
    const bare = operations.flatMap((operation) =>
      Object.keys(operation.answers)
        .filter((status) => status >= '400' && operation.codes[status] === undefined)
        .map((status) => `${nameOf(operation)} ${status}`),
    );
    expect(bare).toEqual([]);
  });
});

describe('a comparison of two descriptions', () => {
  const before: Described = {
    paths: {
      '/a': {
        post: {
          requestBody: {
            content: {
              'application/json': {
                schema: { type: 'object', properties: { kind: { enum: ['x', 'y'] } } },
              },
            },
          },
          responses: {
            201: {
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['id'],
                    properties: {
                      id: { type: 'string' },
                      size: { type: 'integer', nullable: true },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
  };
  const changed = (change: (text: string) => string) =>
    breakingChanges(before, JSON.parse(change(JSON.stringify(before))) as Described);

  it('should see nothing in the same, however null is written, nor in additions', () => {
    expect(changed((same) => same)).toEqual([]);
    expect(
      changed((same) =>
        same.replace('"type":"integer","nullable":true', '"type":["integer","null"]'),
      ),
    ).toEqual([]);
    expect(changed((same) => same.replace('"/a"', '"/b":{},"/a"'))).toEqual([]);
  });

  it('should see what breaks', () => {
    expect(changed((same) => same.replace('"/a"', '"/b"'))).toEqual(['POST /a is gone']);
    expect(changed((same) => same.replace('["x","y"]', '["x"]'))).toEqual([
      'POST /a: application/json.kind may not be y',
    ]);
    expect(changed((same) => same.replace('"size":', '"bytes":'))).toEqual([
      'POST /a: 201.size is gone',
    ]);
    expect(changed((same) => same.replace('["id"]', '[]'))).toEqual([
      'POST /a: 201.id may be missing',
    ]);
    expect(changed((same) => same.replace('{"enum"', '{"type":"string","enum"'))).toEqual([]);
    expect(
      changed((same) =>
        same.replace('"properties":{"kind"', '"required":["kind"],"properties":{"kind"'),
      ),
    ).toEqual(['POST /a: application/json.kind is needed']);
  });
});
