import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentsSettings } from '../documents.config.js';
import type { FileFamily } from '../formats/blank-files.js';
import { NewFilePreferences } from './new-file-preferences.js';

export interface ChosenFamily {
  readonly family: FileFamily;
  /** False: the installation's. */
  readonly isChosen: boolean;
}

/** In which family of formats a person's new documents start. */
@Injectable()
export class NewFileFamily {
  constructor(
    private readonly preferences: NewFilePreferences,
    private readonly settings: DocumentsSettings,
  ) {}

  async show({ id }: Actor): Promise<ChosenFamily> {
    return this.#chosen(await this.preferences.find(id));
  }

  /** Null: the installation's again. */
  async choose({ id }: Actor, family: FileFamily | null): Promise<ChosenFamily> {
    if (family === null) await this.preferences.remove(id);
    else await this.preferences.keep(id, family);
    return this.#chosen(family ?? undefined);
  }

  #chosen(family: FileFamily | undefined): ChosenFamily {
    return { family: family ?? this.settings.newFiles, isChosen: family !== undefined };
  }
}
