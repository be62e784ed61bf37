import { ApiParam } from '@nestjs/swagger';

/** Describes the number of a version in a path; `versionNumber` reads it. */
export const VersionParam = (name: string) =>
  ApiParam({ name, schema: { type: 'integer', minimum: 1, maximum: 999_999_999_999_999 } });
