import { describe, expect, it } from '@jest/globals';
import { shapeOf } from './openapi-shape.js';

describe('shapeOf', () => {
  it('should read like a type', () => {
    const schema = {
      type: 'object',
      required: ['title'],
      properties: {
        title: { type: 'string' },
        role: { enum: ['viewer', 'editor'] },
        sizes: { type: 'array', items: { type: 'integer' } },
        locale: { type: 'string', nullable: true },
        fields: { type: 'object', additionalProperties: { type: 'string' } },
        inner: { type: 'object', properties: { at: { type: 'string', format: 'date-time' } } },
      },
    };
    expect(shapeOf(schema)).toBe(
      [
        '{',
        '  title: string',
        '  role?: "viewer" | "editor"',
        '  sizes?: integer[]',
        '  locale?: string | null',
        '  fields?: { [name]: string }',
        '  inner?: {',
        '    at?: date-time',
        '  }',
        '}',
      ].join('\n'),
    );
  });

  it('should name what is described elsewhere', () => {
    expect(shapeOf({ $ref: '#/components/schemas/Problem' })).toBe('Problem');
    expect(shapeOf({ anyOf: [{ type: 'string' }, { type: 'boolean' }] })).toBe('string | boolean');
    expect(shapeOf({})).toBe('anything');
  });
});
