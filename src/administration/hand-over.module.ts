import { Module } from '@nestjs/common';
import { AccessModule, AdministerAccounts } from '../access/index.js';
import { DocumentsModule, HandOverDocuments } from '../documents/index.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { HandOverAccount } from './hand-over-account.use-case.js';
import { HandOverController } from './hand-over.controller.js';

/** Apart from the settings, which the command line has without documents. */
@Module({
  imports: [AccessModule, DocumentsModule],
  controllers: [HandOverController],
  providers: [provideClass(HandOverAccount, [AdministerAccounts, HandOverDocuments])],
  exports: [HandOverAccount],
})
export class HandOverModule {}
