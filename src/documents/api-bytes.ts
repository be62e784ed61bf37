import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

/** Describes a route that takes a file: its raw bytes, or a form with one file. */
export const ApiBytes = () =>
  applyDecorators(
    ApiConsumes('application/octet-stream', 'multipart/form-data'),
    ApiBody({
      description: 'The bytes of the file, of any content type; or a form with the field "file".',
      schema: { type: 'string', format: 'binary' },
    }),
  );
