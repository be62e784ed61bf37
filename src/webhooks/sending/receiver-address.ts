import { type Sentence, sentence } from '../../platform/errors/sentence.js';

/** Why events cannot be sent to it; undefined for an address that can be tried. */
export function faultOfAddress(text: string, allowsPrivate: boolean): Sentence | undefined {
  if (!URL.canParse(text)) return sentence`it is no address`;
  const { protocol, username, password, hash } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:') return sentence`it is no https address`;
  if (protocol === 'http:' && !allowsPrivate) return sentence`it is not encrypted`;
  if (username !== '' || password !== '') return sentence`it has a username or a password in it`;
  if (hash !== '') return sentence`it has a fragment`;
  return undefined;
}
