import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DocumentAccess, type AccessibleDocument } from '../../documents/index.js';
import { TemplateCatalogue } from '../../oneoffixx/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive, type Version } from '../../version-archive/index.js';
import { NEEDED_FOR, type DesktopAction } from '../links/desktop-tokens.js';
import { desktopFileName } from '../desktop-file-name.js';
import { noneOfThese, noTemplates } from '../office-connector.errors.js';
import { type Payload, PayloadContext, payloadOf } from './payload.js';
import { WaitingDocumentRepository } from '../templates/waiting-document.repository.js';

@Injectable()
export class ListPayloads {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly waiting: WaitingDocumentRepository,
    private readonly context: PayloadContext,
    private readonly catalogue: TemplateCatalogue,
  ) {}

  /**
   * One payload per document, in the order of the request. Documents that the actor cannot see, or that the
   * action does not apply to, are omitted; one that the actor sees but may not use so fails the whole request.
   */
  async execute(
    actor: Actor,
    action: DesktopAction,
    documentIds: readonly string[],
  ): Promise<readonly Payload[]> {
    if (action === 'oneoffixx' && !this.catalogue.isConfigured) throw noTemplates();
    const payloads: Payload[] = [];
    for (const id of new Set(documentIds)) {
      const accessible = await this.#visible(actor, id);
      if (accessible === undefined) continue;
      const { document } = await this.access.require(actor, id, NEEDED_FOR[action]);
      const head = await this.archive.findHead(document.versionGroupId);
      const isUseful = action === 'oneoffixx' ? document.state === 'shadow' : true;
      if (!isUseful || (action === 'view' && head === undefined)) continue;
      payloads.push(await this.#payload(actor, action, { ...accessible, head }));
    }
    if (payloads.length === 0) throw noneOfThese();
    return payloads;
  }

  async #visible(actor: Actor, id: string): Promise<AccessibleDocument | undefined> {
    try {
      return await this.access.require(actor, id, 'read');
    } catch (error) {
      if (isAppError(error, 'documents/no-such-document')) return undefined;
      throw error;
    }
  }

  async #payload(
    actor: Actor,
    action: DesktopAction,
    { document, head }: AccessibleDocument & { head: Version | undefined },
  ): Promise<Payload> {
    const waiting = head === undefined ? await this.waiting.find(document.id) : undefined;
    return payloadOf(action, {
      documentUrl: this.context.urls.documentUrl(document.id),
      documentId: document.id,
      version: head?.number ?? null,
      contentType: waiting?.contentType ?? this.context.mimeOf(document.fileType),
      filename: desktopFileName(waiting?.filename ?? document.title),
      hasPendingChanges: await this.context.hasPendingChanges(actor, document.id, head),
      csrfToken: randomUUID(),
    });
  }
}
