import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { FileFamily } from '../formats/blank-files.js';
import { NewFilePreferences } from './new-file-preferences.js';

interface NewFilePreferenceTable {
  account_id: string;
  family: FileFamily;
}

@Injectable()
export class KyselyNewFilePreferences extends NewFilePreferences {
  constructor(private readonly database: Database) {
    super();
  }

  async find(accountId: string): Promise<FileFamily | undefined> {
    const row = await this.#query()
      .selectFrom('new_file_preference')
      .select('family')
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return row?.family;
  }

  async keep(accountId: string, family: FileFamily): Promise<void> {
    await this.#query()
      .insertInto('new_file_preference')
      .values({ account_id: accountId, family })
      .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ family }))
      .execute();
  }

  async remove(accountId: string): Promise<void> {
    await this.#query()
      .deleteFrom('new_file_preference')
      .where('account_id', '=', accountId)
      .execute();
  }

  #query() {
    return this.database.query<{ new_file_preference: NewFilePreferenceTable }>();
  }
}
