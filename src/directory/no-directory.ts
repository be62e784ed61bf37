import { Directory } from './directory.js';

/** Without LDAP_URL: knows nobody. */
export class NoDirectory extends Directory {
  async authenticate(): Promise<'wrong-credentials'> {
    return 'wrong-credentials';
  }

  async find(): Promise<undefined> {
    return undefined;
  }

  async findById(): Promise<undefined> {
    return undefined;
  }

  async check(): Promise<void> {
    return undefined;
  }
}
