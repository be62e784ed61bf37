import { armor, Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import type { RunningKontor } from './start-kontor.js';

/** Whatever speaks to a Kontor in the name of people. */
type Speaking = Pick<RunningKontor, 'fetchAs'>;

export interface KeyringsJson {
  readonly custody: string;
  readonly server_recipient: string;
  readonly recovery_recipient: string | null;
  readonly members: readonly { readonly username: string; readonly recipient: string }[];
  readonly keyrings: readonly {
    readonly epoch: number;
    readonly recipient: string;
    readonly sealed: string;
  }[];
}

/** What a person's browser does with their key, by age-encryption and fetch alone. */
export class ZeroKnowledgePerson {
  private constructor(
    private readonly kontor: Speaking,
    readonly username: string,
    readonly secret: string,
    readonly recipient: string,
  ) {}

  static async register(
    kontor: Speaking,
    username: string,
    kit?: string,
  ): Promise<ZeroKnowledgePerson> {
    const secret = kit ?? (await generateIdentity());
    const recipient = await identityToRecipient(secret);
    const person = new ZeroKnowledgePerson(kontor, username, secret, recipient);
    const encrypter = new Encrypter();
    encrypter.setPassphrase('a passphrase of a test');
    encrypter.setScryptWorkFactor(10);
    const sealed = armor.encode(await encrypter.encrypt(secret));
    const sealings = [{ kind: 'passphrase', label: 'Passphrase', sealed }];
    const kept = await person.send('PUT', '/api/me/identity', { recipient, sealings });
    if (kept.status !== 201) throw new Error(`no identity: ${await kept.text()}`);
    return person;
  }

  /** Somebody whose key was made elsewhere. */
  static async withSecret(
    kontor: RunningKontor,
    username: string,
    secret: string,
  ): Promise<ZeroKnowledgePerson> {
    const recipient = await identityToRecipient(secret);
    return new ZeroKnowledgePerson(kontor, username, secret, recipient);
  }

  /** From now on new documents are private. */
  async choosePrivate(): Promise<void> {
    await this.send('PATCH', '/api/me/identity', { custody: 'zero-knowledge' });
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return this.kontor.fetchAs(this.username, path, init);
  }

  send(method: string, path: string, body: unknown): Promise<Response> {
    return this.fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async keyrings(documentId: string): Promise<KeyringsJson> {
    return (
      await this.fetch(`/api/documents/${documentId}/keyrings`)
    ).json() as Promise<KeyringsJson>;
  }

  /** Every epoch's secret that this person's key opens; throws when it does not open one. */
  async secrets(documentId: string): Promise<{ epoch: number; secret: string }[]> {
    const { keyrings } = await this.keyrings(documentId);
    return Promise.all(
      keyrings.map(async ({ epoch, sealed }) => ({ epoch, secret: await this.open(sealed) })),
    );
  }

  /** An armored text that was sealed to this person. */
  async open(sealed: string): Promise<string> {
    const opened = await decrypterFor(this.secret).decrypt(armor.decode(sealed), 'text');
    return opened.trim();
  }

  /** The content of a version, decrypted here. */
  async read(documentId: string, number: number): Promise<string> {
    return (await this.readBytes(documentId, number)).toString();
  }

  async readBytes(documentId: string, number: number): Promise<Buffer> {
    const path = `/api/documents/${documentId}/versions/${number}`;
    const { epoch } = (await (await this.fetch(`${path}/key`)).json()) as { epoch: number };
    const keyring = (await this.keyrings(documentId)).keyrings.find((one) => one.epoch === epoch);
    const secret = await this.open(keyring?.sealed ?? '');
    const file = new Uint8Array(await (await this.fetch(`${path}/sealed`)).arrayBuffer());
    return Buffer.from(await decrypterFor(secret).decrypt(file));
  }

  /** 16 bytes. */
  async fileKey(documentId: string, number: number): Promise<Uint8Array<ArrayBuffer>> {
    const path = `/api/documents/${documentId}/versions/${number}/key`;
    const key = (await (await this.fetch(path)).json()) as { epoch: number; age_header: string };
    const secrets = await this.secrets(documentId);
    const secret = secrets.find(({ epoch }) => epoch === key.epoch)?.secret ?? '';
    const header = new TextEncoder().encode(key.age_header);
    return new Uint8Array((await decrypterFor(secret).decryptHeader(header)) ?? []);
  }

  /** Every epoch's secret sealed to the given public keys. */
  async sealings(
    documentId: string,
    recipients: readonly string[],
  ): Promise<{ epoch: number; sealed: string }[]> {
    return Promise.all(
      (await this.secrets(documentId)).map(async ({ epoch, secret }) => {
        const encrypter = new Encrypter();
        for (const recipient of recipients) encrypter.addRecipient(recipient);
        return { epoch, sealed: armor.encode(await encrypter.encrypt(secret)) };
      }),
    );
  }
}

function decrypterFor(secret: string): Decrypter {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  return decrypter;
}
