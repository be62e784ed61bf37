import { Global, Module } from '@nestjs/common';
import { AccessModule, SigningSecrets } from '../access/index.js';
import { ContentExport, DocumentsModule, FormatTable } from '../documents/index.js';
import {
  Converter,
  EditorConnectorModule,
  EditorConnectorSettings,
  SavedFiles,
} from '../editor-connector/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Bulkhead } from '../platform/concurrency/bulkhead.js';
import { VersionArchive, VersionArchiveModule } from '../version-archive/index.js';
import { tooManyConversions } from './conversion.errors.js';
import { ConversionService } from './conversion-service.js';
import { ConversionSourceController } from './conversion-source.controller.js';
import { ConvertController } from './convert.controller.js';
import { ConvertDocument } from './convert-document.use-case.js';
import { ConvertedFiles } from './converted-files.js';
import { HandOutSource } from './hand-out-source.use-case.js';
import { SourceCapabilities } from './source-capabilities.js';

/** The Document Server converts in two processes by default; more would only queue there. */
const AT_ONCE = 4;
const WAITING = 32;

/** The Document Server's conversion service, for documents. Global: what it exports is a port of `documents`. */
@Global()
@Module({
  imports: [AccessModule, DocumentsModule, EditorConnectorModule, VersionArchiveModule],
  controllers: [ConversionSourceController, ConvertController],
  providers: [
    {
      provide: SourceCapabilities,
      inject: [SigningSecrets, Clock],
      useFactory: (secrets: SigningSecrets, clock: Clock) =>
        new SourceCapabilities(secrets.keyFor('conversion/source'), clock),
    },
    {
      provide: ConversionService,
      inject: [Converter, SavedFiles, EditorConnectorSettings],
      useFactory: (
        converter: Converter,
        results: SavedFiles,
        { internalUrl }: EditorConnectorSettings,
      ) =>
        new ConversionService(
          converter,
          results,
          new Bulkhead(AT_ONCE, WAITING, tooManyConversions),
          internalUrl,
        ),
    },
    {
      provide: ConvertedFiles,
      inject: [
        ...[VersionArchive, FormatTable, ConversionService],
        ...[SourceCapabilities, EditorConnectorSettings],
      ],
      useFactory: (
        archive: VersionArchive,
        formats: FormatTable,
        service: ConversionService,
        sources: SourceCapabilities,
        { selfUrlForDocumentServer }: EditorConnectorSettings,
      ) => new ConvertedFiles(archive, formats, service, sources, selfUrlForDocumentServer),
    },
    {
      provide: ContentExport,
      inject: [ConvertedFiles],
      useFactory: (files: ConvertedFiles): ContentExport => ({
        export: ({ document, version }, to, { password, signal }) =>
          files.convert({ document, version, to, password }, signal),
      }),
    },
    ConvertDocument,
    HandOutSource,
  ],
  exports: [ContentExport],
})
export class ConversionModule {}
