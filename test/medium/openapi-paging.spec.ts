import { describe, expect, it } from '@jest/globals';
import { nameOf, operations, resolved, type JsonSchema, type Operation } from '../operations.js';

/** Lists that come whole, and what bounds them. Every other one has pages. */
const BOUNDED: Readonly<Record<string, string>> = {
  'GET /api/admin/clients/{client_id}': 'settings of one application, and at most 20 credentials',
  'GET /api/admin/connections': 'one of each system that Kontor knows',
  'GET /api/documents/{id}': 'rights, and who edits it at this moment',
  'GET /api/documents/{id}/keyrings': 'what is sealed anew is sealed to all members at once',
  'GET /api/documents/{id}/shares/groups/{group_id}/keys': 'the same, for members of one group',
  'GET /api/eurooffice/choices/{document_id}': 'a glance; the title finds the others',
  'GET /api/eurooffice/history/{document_id}': 'the form of the editor: the newest 500',
  'GET /api/eurooffice/opening/{document_id}': 'each thing that can be offered once',
  'GET /api/eurooffice/people/{document_id}': 'the form of the editor: at most 500',
  'GET /api/eurooffice/session/{session_id}/keys': 'versions that one session opened',
  'GET /api/me': 'groups that one person is in',
  'GET /api/me/identity': 'at most 10 sealings',
  'GET /api/me/second-factor': 'at most 10 passkeys',
  'GET /api/me/sessions': 'each ends by itself after hours',
  'GET /api/notifications': 'at most 100 of a person are kept',
  'GET /api/oneoffixx/templates': 'one answer of Oneoffixx',
  'GET /api/people': 'a search, which says what is left out',
  'GET /api/storage': 'providers of the settings',
  'GET /api/webhooks/{id}': 'each kind of event once',
  'GET /documents/{id}/status': 'who has it open at this moment',
  'GET /health/ready': 'one check of each part',
};

const isList = (schema: JsonSchema): boolean => [resolved(schema).type].flat().includes('array');

/** Of its good answer. */
const membersOf = ({ answers }: Operation): Readonly<Record<string, JsonSchema>> => {
  const good = Object.entries(answers).filter(([status]) => status.startsWith('2'));
  const schemas = good.flatMap(([, { content }]) => content?.['application/json']?.schema ?? []);
  return Object.assign({}, ...schemas.map((schema) => resolved(schema).properties));
};

const lists = operations.filter(
  (operation) => operation.method === 'GET' && Object.values(membersOf(operation)).some(isList),
);
const isPaged = (operation: Operation): boolean => 'next_cursor' in membersOf(operation);

describe('lists of the API', () => {
  it('should come in pages, or be bounded by something', () => {
    expect(lists.length).toBeGreaterThan(25);
    const whole = lists.filter((operation) => !isPaged(operation)).map(nameOf);
    expect(whole.toSorted()).toEqual(Object.keys(BOUNDED).toSorted());
  });

  it('should be asked for with limit and cursor, at most 200 at once', () => {
    for (const operation of lists.filter(isPaged)) {
      const of = (name: string) => operation.parameters.find((each) => each.name === name);
      expect([nameOf(operation), of('cursor')?.in, of('limit')?.schema.maximum]).toEqual([
        ...[nameOf(operation), 'query', 200],
      ]);
    }
  });
});
