import { Module } from '@nestjs/common';
import { AccessModule, AdministerAccounts } from '../access/index.js';
import { DocumentsModule, HandOverDocuments, ListOwnedDocuments } from '../documents/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { AccountDocumentsController } from './account-documents.controller.js';
import { HandOverAccount } from './hand-over-account.use-case.js';
import { HandOverController } from './hand-over.controller.js';
import { ListAccountDocuments } from './list-account-documents.use-case.js';

/** Apart from the settings, which the command line has without documents. */
@Module({
  imports: [AccessModule, DocumentsModule],
  controllers: [HandOverController, AccountDocumentsController],
  providers: [
    provideClass(HandOverAccount, [AdministerAccounts, HandOverDocuments]),
    provideClass(ListAccountDocuments, [AdministerAccounts, ListOwnedDocuments, AuditLog]),
  ],
  exports: [HandOverAccount, ListAccountDocuments],
})
export class HandOverModule {}
