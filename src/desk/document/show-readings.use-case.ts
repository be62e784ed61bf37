import { Injectable } from '@nestjs/common';
import { ListKeyReleases } from '../../editor-connector/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { Reading } from '../parts/privacy.js';
import { PeopleNames } from '../people-names.js';

/** The newest; the API gives more. */
const SHOWN = 30;

/** When a document could be read in the editor, and who opened it there; for its editors. */
@Injectable()
export class ShowReadings {
  constructor(
    private readonly releases: ListKeyReleases,
    private readonly names: PeopleNames,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<readonly Reading[]> {
    const releases = (await this.releases.execute(actor, documentId)).slice(0, SHOWN);
    const named = await this.names.of(releases.map(({ username }) => username));
    return releases.map((release) => ({
      sessionId: release.sessionId,
      person: named(release.username),
      version: release.versionNumber,
      fromMs: release.releasedAtMs,
      untilMs: release.endedAtMs ?? release.untilMs,
      fetches: release.fetches,
    }));
  }
}
