import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { FileFamily } from '../formats/blank-files.js';
import { NewFilePreferences } from './new-file-preferences.js';

interface NewFilePreferenceTable {
  username: string;
  family: FileFamily;
}

@Injectable()
export class KyselyNewFilePreferences extends NewFilePreferences {
  constructor(private readonly database: Database) {
    super();
  }

  async find(username: string): Promise<FileFamily | undefined> {
    const row = await this.#query()
      .selectFrom('new_file_preference')
      .select('family')
      .where('username', '=', username)
      .executeTakeFirst();
    return row?.family;
  }

  async keep(username: string, family: FileFamily): Promise<void> {
    await this.#query()
      .insertInto('new_file_preference')
      .values({ username, family })
      .onConflict((conflict) => conflict.column('username').doUpdateSet({ family }))
      .execute();
  }

  async remove(username: string): Promise<void> {
    await this.#query()
      .deleteFrom('new_file_preference')
      .where('username', '=', username)
      .execute();
  }

  #query() {
    return this.database.query<{ new_file_preference: NewFilePreferenceTable }>();
  }
}
