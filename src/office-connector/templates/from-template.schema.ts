import { z } from 'zod';
import { documentSchema, documentToWire, type DocumentView } from '../../documents/index.js';
import type { CreateFromTemplateInput } from './create-from-template.use-case.js';

const MAX_VALUES = 200;
const MAX_FIELD_NAME_CHARS = 255;
/** Office takes no longer names of content controls. */
const MAX_CONTROL_NAME_CHARS = 64;
const MAX_VALUE_CHARS = 10_000;
const MAX_LINES = 500;

const name = (max: number) => z.string().min(1).max(max);
const value = z.string().max(MAX_VALUE_CHARS);
const few = (values: object): boolean => Object.keys(values).length <= MAX_VALUES;
const tooMany = `at most ${MAX_VALUES} values`;

const controlSchema = z.union([
  value,
  z.boolean(),
  z.array(value).max(MAX_LINES),
  z.strictObject({ date: z.iso.date() }),
]);

export const fromTemplateSchema = z
  .strictObject({
    title: z.string().min(1).max(1000),
    template_id: z.string().min(1).max(200),
    language: z.int().min(1).max(99_999).optional().describe('LCID, one of the template’s'),
    fields: z.record(name(MAX_FIELD_NAME_CHARS), value).refine(few, tooMany).optional(),
    content_controls: z
      .record(name(MAX_CONTROL_NAME_CHARS), controlSchema)
      .refine(few, tooMany)
      .optional()
      .describe('By name: a text, several lines, a check box, or a date'),
  })
  .meta({ id: 'NewDocumentFromTemplate' });

export const createdSchema = z
  .object({
    document: documentSchema,
    url: z.string().describe('`oc:…`, to be handed to the operating system'),
  })
  .meta({ id: 'DocumentFromTemplate' });

export type FromTemplateBody = z.output<typeof fromTemplateSchema>;

export const toInput = (body: FromTemplateBody): CreateFromTemplateInput => ({
  title: body.title,
  templateId: body.template_id,
  language: body.language,
  fields: body.fields,
  contentControls: body.content_controls,
});

export const toCreated = (created: {
  readonly document: DocumentView;
  readonly url: string;
}): z.input<typeof createdSchema> => ({
  document: documentToWire(created.document),
  url: created.url,
});
