import { z } from 'zod';
import { WISHES } from './lend-file.use-case.js';

const id = z.string().max(64);
const extension = z.string().regex(/^[a-zA-Z0-9]{1,16}$/, 'must be a file extension without dot');
/** As long as the Document Server's addresses get. */
const address = z.string().min(1).max(8192);
const reference = {
  reference_data: z
    .strictObject({ fileKey: z.string().max(1024), instanceId: z.string().max(1024) })
    .optional()
    .describe("As in the editor's configuration"),
  path: z.string().max(2000).optional().describe('A title'),
  link: z.string().max(2000).optional().describe('The address of a page of a document'),
};

export const saveAsBody = z
  .strictObject({
    document_id: id.describe('What is open in the editor'),
    title: z.string().max(2000),
    file_type: extension,
    url: address.describe('From the event; only its path and query count'),
  })
  .meta({ id: 'SaveAs' });

export const downloadAsBody = z
  .strictObject({
    document_id: id.describe('What is open in the editor'),
    file_type: extension,
    url: address.describe('From the event; only its path and query count'),
  })
  .meta({ id: 'DownloadAs' });

export const lendBody = z
  .strictObject({
    document_id: id.describe('What is open in the editor'),
    picked_id: id.describe('What goes into it'),
    c: z.enum(WISHES).describe('From the event'),
  })
  .meta({ id: 'LendFile' });

export const choicesQuery = z.strictObject({
  kind: z.enum(['image', 'document', 'spreadsheet']),
  q: z.string().max(200).default('').describe('In the title'),
});

export const choicesSchema = z
  .strictObject({
    choices: z
      .array(z.strictObject({ id: z.string(), title: z.string() }))
      .describe(
        'Those that changed last, at most 30; none that is private or may not be downloaded',
      ),
  })
  .meta({ id: 'Choices' });

export const referenceBody = z
  .strictObject({ document_id: id.describe('What is open in the editor'), ...reference })
  .meta({ id: 'Reference' });

/** The editor's own spelling: the argument of one of its methods, with its token. */
export const editorArgument = z.looseObject({}).meta({ id: 'EditorArgument' });

export type SaveAsBody = z.output<typeof saveAsBody>;
export type DownloadAsBody = z.output<typeof downloadAsBody>;
export type LendBody = z.output<typeof lendBody>;
export type ChoicesQuery = z.output<typeof choicesQuery>;
export type ReferenceBody = z.output<typeof referenceBody>;
