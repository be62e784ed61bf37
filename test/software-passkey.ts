import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();
const PRESENT_AND_VERIFIED = 0x05;
const HAS_CREDENTIAL = 0x40;

/** What the server asked: the parts that an authenticator looks at. */
interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

/** An authenticator without a browser (WebAuthn, ES256, no attestation). `origin` is what a browser would say. */
export class SoftwarePasskey {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #id = randomBytes(32);
  #userHandle = '';
  #counter = 0;

  constructor(private readonly origin: string) {}

  create({ challenge, user }: Options): object {
    this.#userHandle = user?.id ?? '';
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const coordinate = (text: string) => Buffer.from(text, 'base64url');
    // CBOR of {1: 2, 3: -7, -1: 1, -2: x, -3: y}.
    const key = Buffer.concat([
      ...[Buffer.from('a5010203262001215820', 'hex'), coordinate(x)],
      ...[Buffer.from('225820', 'hex'), coordinate(y)],
    ]);
    const credential = [Buffer.alloc(16), Buffer.from([0, this.#id.length]), this.#id, key];
    const authData = Buffer.concat([this.#authData(HAS_CREDENTIAL), ...credential]);
    const size = Buffer.alloc(2);
    size.writeUInt16BE(authData.length);
    // CBOR of {fmt: 'none', attStmt: {}, authData}.
    const attestation = Buffer.concat([
      ...[Buffer.from('a363666d74646e6f6e656761747453746d74a0', 'hex')],
      ...[Buffer.from('68617574684461746159', 'hex'), size, authData],
    ]);
    return this.#credential({
      clientDataJSON: this.#clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
    });
  }

  get({ challenge }: Options): object {
    const clientData = this.#clientData('webauthn.get', challenge);
    this.#counter++;
    const authData = this.#authData();
    const signed = Buffer.concat([authData, sha256(clientData)]);
    return this.#credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authData.toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
      userHandle: this.#userHandle,
    });
  }

  #authData(flags = 0): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    const rpIdHash = sha256(new URL(this.origin).hostname);
    return Buffer.concat([rpIdHash, Buffer.from([PRESENT_AND_VERIFIED | flags]), counter]);
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin }));
  }

  #credential(response: Record<string, string>): object {
    const id = this.#id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }
}
