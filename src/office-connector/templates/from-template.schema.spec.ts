import { describe, expect, it } from '@jest/globals';
import { fromTemplateSchema, toInput } from './from-template.schema.js';

const body = (over: object = {}): object => ({ title: 'A', template_id: 't', ...over });
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`name${index}`, 'x']));

describe('the body of a new document from a template', () => {
  it('should take every kind of value', () => {
    const controls = { a: 'text', b: true, c: ['one', 'two'], d: { date: '2026-02-28' } };
    const read = fromTemplateSchema.parse(body({ language: 2055, content_controls: controls }));
    expect(toInput(read)).toMatchObject({ language: 2055, contentControls: controls });
  });

  it.each([
    ['no title', { template_id: 't' }],
    ['an empty title', body({ title: '' })],
    ['no template', { title: 'A' }],
    ['a language in words', body({ language: 'de-CH' })],
    ['a number as a field', body({ fields: { a: 1 } })],
    ['a field without a name', body({ fields: { '': 'x' } })],
    ['too many fields', body({ fields: many(201) })],
    ['a very long value', body({ fields: { a: 'x'.repeat(10_001) } })],
    ['a number as a control', body({ content_controls: { a: 1 } })],
    ['a day that does not exist', body({ content_controls: { a: { date: '2026-02-30' } } })],
    ['a date and more', body({ content_controls: { a: { date: '2026-02-28', time: '1' } } })],
    ['a mixed list', body({ content_controls: { a: ['x', true] } })],
    ['a control with a long name', body({ content_controls: { ['a'.repeat(65)]: 'x' } })],
  ])('should refuse %s', (_name, refused) => {
    expect(fromTemplateSchema.safeParse(refused).success).toBe(false);
  });

  it('should take two hundred fields', () => {
    expect(fromTemplateSchema.safeParse(body({ fields: many(200) })).success).toBe(true);
  });
});
