import { PersonKeys, type Custody } from '../../src/platform/identity/people.js';
import type { KeyWrap, SealedKeyring } from '../../src/storage/index.js';
import { ServerKeyrings } from './managed-custody.js';

/** People with keys of their own; `age1` and their name. */
export class KnownPersonKeys extends PersonKeys {
  readonly #recipients = new Map<string, string>();

  make(accountId: string): string {
    const recipient = `age1${accountId}`;
    this.#recipients.set(accountId, recipient);
    return recipient;
  }

  async recipientsOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map(
      ids.flatMap((id) => {
        const recipient = this.#recipients.get(id);
        return recipient === undefined ? [] : [[id, recipient] as const];
      }),
    );
  }

  async custodyOf(): Promise<Custody> {
    return 'managed';
  }
}

/** Whom each document is sealed to, without any sealing: what is stored is tested with the keyrings themselves. */
export class SealedKeyrings extends ServerKeyrings {
  readonly #members = new Map<string, readonly string[]>();

  sealTo(documentId: string, members: readonly string[]): void {
    this.#members.set(documentId, members);
  }

  override async list(documentId?: string): Promise<readonly SealedKeyring[]> {
    const [keyring] = await super.list();
    return [{ ...keyring!, members: this.#members.get(documentId ?? '') ?? keyring!.members }];
  }

  override replace = async (
    documentId: string,
    _wraps: readonly KeyWrap[],
    members: readonly string[],
  ): Promise<void> => this.sealTo(documentId, members);
  override settle = async (): Promise<void> => undefined;
}
