import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  assertSignedFor,
  DocumentServerTokens,
  EditorConnectorSettings,
} from '../editor-connector/index.js';
import { VersionArchive } from '../version-archive/index.js';
import { sourceRefused } from './conversion.errors.js';
import { SourceCapabilities } from './source-capabilities.js';
import { sentence } from '../platform/errors/sentence.js';

export interface HandOutSourceInput {
  readonly conversionKey: string;
  readonly capability: string;
  /** The bearer tokens of the request: one of them must be signed by the Document Server for this address. */
  readonly tokens: readonly string[];
}

export interface HandedOutSource {
  readonly size: number;
  stream(): Promise<Readable>;
}

/** Gives the Document Server the bytes of a version that it converts, as often as it asks until the address expires. */
@Injectable()
export class HandOutSource {
  constructor(
    private readonly sources: SourceCapabilities,
    private readonly tokens: DocumentServerTokens,
    private readonly archive: VersionArchive,
    private readonly settings: EditorConnectorSettings,
  ) {}

  async execute({
    conversionKey,
    capability,
    tokens,
  }: HandOutSourceInput): Promise<HandedOutSource> {
    const source = this.sources.read(conversionKey, capability);
    if (source === undefined)
      throw sourceRefused(sentence`the address was not issued, or has expired`);
    const { selfUrlForDocumentServer } = this.settings;
    const url = selfUrlForDocumentServer + this.sources.pathOf(conversionKey, capability);
    assertSignedFor(this.tokens, tokens, url);
    const version = await this.archive.getVersion(source.groupId, source.versionNumber);
    return { size: version.size, stream: () => this.archive.read(version) };
  }
}
