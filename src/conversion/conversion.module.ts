import {
  Global,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { AccessModule, SigningSecrets } from '../access/index.js';
import {
  ContentExport,
  DocumentsModule,
  DocumentsSettings,
  FormatChange,
  FormatTable,
} from '../documents/index.js';
import {
  Converter,
  EditorConnectorModule,
  EditorConnectorSettings,
  SavedFiles,
} from '../editor-connector/index.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { Bulkhead } from '../platform/concurrency/bulkhead.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/health/metrics.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { VersionArchive, VersionArchiveModule, VersionParts } from '../version-archive/index.js';
import { tooManyConversions } from './conversion.errors.js';
import { ConversionService } from './conversion-service.js';
import { ConversionSourceController } from './conversion-source.controller.js';
import { ConvertController } from './convert.controller.js';
import { ConvertDocument } from './convert-document.use-case.js';
import { ConvertedFiles } from './converted-files.js';
import { HandOutSource } from './hand-out-source.use-case.js';
import { PartOrders } from './part-orders.js';
import { KyselyPartOrders } from './part-orders.kysely.js';
import { PictureController } from './picture.controller.js';
import { ShowPicture } from './show-picture.use-case.js';
import { SourceCapabilities } from './source-capabilities.js';
import { VersionPictures } from './version-pictures.js';
import { versionPictures } from './version-pictures.factory.js';

/** The Document Server converts in two processes by default; more would only queue there. */
const AT_ONCE = 4;
const WAITING = 32;
const SWEEP_EVERY_MS = 60 * 60_000;

/** The Document Server's conversion service, for documents. Global: what it exports is a port of `documents`. */
@Global()
@Module({
  imports: [AccessModule, DocumentsModule, EditorConnectorModule, VersionArchiveModule],
  controllers: [ConversionSourceController, ConvertController, PictureController],
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
    {
      provide: FormatChange,
      inject: [ConvertDocument],
      useFactory: (document: ConvertDocument): FormatChange => ({
        check: (from, to) => document.check(from, to),
        convert: async (actor, id, to) => void (await document.execute(actor, id, { to })),
      }),
    },
    HandOutSource,
    { ...provideClass(KyselyPartOrders, [Database, Clock]), provide: PartOrders },
    provideFrom(
      VersionPictures,
      {
        parts: VersionParts,
        orders: PartOrders,
        files: ConvertedFiles,
        clock: Clock,
        settings: DocumentsSettings,
        metrics: Metrics,
      },
      versionPictures,
    ),
    ShowPicture,
    {
      provide: BackgroundWork,
      inject: [PartOrders],
      useFactory: (orders: PartOrders) =>
        new BackgroundWork([
          { name: 'old orders of pictures', everyMs: SWEEP_EVERY_MS, run: () => orders.sweep() },
        ]),
    },
  ],
  exports: [ContentExport, ConvertDocument, FormatChange, ShowPicture],
})
export class ConversionModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly work: BackgroundWork,
    private readonly pictures: VersionPictures,
  ) {}

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async onApplicationShutdown(): Promise<void> {
    void this.work.stop();
    await this.pictures.stop();
  }
}
