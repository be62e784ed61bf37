import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { projectRoot } from '../config/project-root.js';

/** The description that is committed with the code; nothing is generated while the server runs. */
export class OpenApiFile {
  #read: Promise<OpenAPIObject> | undefined;

  read(): Promise<OpenAPIObject> {
    this.#read ??= readFile(join(projectRoot, 'openapi.json'), 'utf8').then(
      (text) => JSON.parse(text) as OpenAPIObject,
    );
    return this.#read;
  }
}
