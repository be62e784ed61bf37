import {
  armor,
  Decrypter,
  Encrypter,
  generateX25519Identity,
  identityToRecipient,
  webauthn,
} from 'age-encryption';
import { bech32 } from '@scure/base';

/** A person's or a document's key: the secret `AGE-SECRET-KEY-1…` and what others seal to. */
export interface Identity {
  readonly secret: string;
  readonly recipient: string;
}

export async function newIdentity(): Promise<Identity> {
  return identityOf(await generateX25519Identity());
}

/** Rejects for a text that is no secret key. */
export async function identityOf(secret: string): Promise<Identity> {
  return { secret, recipient: await identityToRecipient(secret) };
}

/** The secret key whose 32 bytes these are. */
export const secretFrom = (bytes: Uint8Array): string =>
  bech32.encodeFromBytes('age-secret-key-', bytes).toUpperCase();

export async function sealTo(text: string, recipients: readonly string[]): Promise<string> {
  const encrypter = new Encrypter();
  for (const recipient of new Set(recipients)) encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
}

export async function openText(sealed: string, secret: string): Promise<string> {
  return (await decrypterFor(secret).decrypt(armor.decode(sealed), 'text')).trim();
}

/** An age file, decrypted. */
export const openFile = (file: Uint8Array, secret: string): Promise<Uint8Array> =>
  decrypterFor(secret).decrypt(file);

/** The 16 bytes that a header gives to this secret. */
export async function fileKeyIn(header: string, secret: string): Promise<Uint8Array> {
  const key = await decrypterFor(secret).decryptHeader(new TextEncoder().encode(header));
  if (key === null) throw new Error('the header is for somebody else');
  return key;
}

/** Makes a passkey on this device; answers what finds it again. Rejects where the browser cannot. */
export const newPasskey = (name: string): Promise<string> =>
  webauthn.createCredential({ keyName: name });

export async function sealWithPasskey(text: string, passkey: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(new webauthn.WebAuthnRecipient({ identity: passkey }));
  return armor.encode(await encrypter.encrypt(text));
}

export async function openWithPasskey(sealed: string, passkey: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(new webauthn.WebAuthnIdentity({ identity: passkey }));
  return (await decrypter.decrypt(armor.decode(sealed), 'text')).trim();
}

export const canHavePasskeys = (): boolean => typeof PublicKeyCredential === 'function';

function decrypterFor(secret: string): Decrypter {
  const decrypter = new Decrypter();
  decrypter.addIdentity(secret);
  return decrypter;
}
