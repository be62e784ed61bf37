import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../platform/config/project-root.js';
import { TemplateTypes } from './template.js';

const file = z.array(
  z
    .object({
      id: z.guid(),
      name: z.string().min(1),
      content_type: z.string().min(1),
      extension: z.string().regex(/^[a-z0-9]+$/),
    })
    .transform(({ content_type: contentType, ...type }) => ({ ...type, contentType })),
);

/** The kinds of template that are offered; data, so that a new kind needs no new release. */
export const readTemplateTypes = (): TemplateTypes =>
  new TemplateTypes(
    file.parse(
      JSON.parse(
        readFileSync(join(projectRoot, 'config', 'oneoffixx-template-types.json'), 'utf8'),
      ),
    ),
  );
