import { Injectable } from '@nestjs/common';
import { ManageIdentity, type Identity } from '../../access/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../../platform/identity/actor.js';

/** The person's own key, as far as the server knows it; undefined for people without one. */
@Injectable()
export class ShowKeys {
  constructor(private readonly identity: ManageIdentity) {}

  async execute(actor: Actor): Promise<Identity | undefined> {
    try {
      return await this.identity.show(actor);
    } catch (error) {
      if (isAppError(error, 'access/no-identity')) return undefined;
      throw error;
    }
  }
}
