import { armor, Decrypter, Encrypter } from 'age-encryption';
import type { PassphraseAnswer, PassphraseTask } from './keys/passphrase.js';

/** Deriving a key from a passphrase takes a second of computing; a worker keeps the page responsive. */
addEventListener('message', ({ data }: MessageEvent<PassphraseTask>) => {
  void answer(data).then((result) => postMessage(result));
});

async function answer({ passphrase, ...task }: PassphraseTask): Promise<PassphraseAnswer> {
  try {
    if ('seal' in task) {
      const encrypter = new Encrypter();
      encrypter.setPassphrase(passphrase);
      return { text: armor.encode(await encrypter.encrypt(task.seal)) };
    }
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    return { text: (await decrypter.decrypt(armor.decode(task.open), 'text')).trim() };
  } catch {
    return { failed: true };
  }
}
