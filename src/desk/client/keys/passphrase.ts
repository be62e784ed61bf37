export type PassphraseTask = { readonly passphrase: string } & (
  { readonly seal: string } | { readonly open: string }
);
export type PassphraseAnswer = { readonly text: string } | { readonly failed: true };

/** An age file that the passphrase opens. */
export const sealWithPassphrase = (text: string, passphrase: string): Promise<string> =>
  inWorker({ passphrase: normal(passphrase), seal: text });

/** Rejects for another passphrase. */
export const openWithPassphrase = (sealed: string, passphrase: string): Promise<string> =>
  inWorker({ passphrase: normal(passphrase), open: sealed });

/** The same letters in one spelling, whatever keyboard they come from. */
const normal = (passphrase: string): string => passphrase.normalize('NFKC');

function inWorker(task: PassphraseTask): Promise<string> {
  const worker = new Worker(document.body.dataset.passphraseWorker ?? '', { type: 'module' });
  const answered = new Promise<string>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<PassphraseAnswer>) =>
      'text' in data ? resolve(data.text) : reject(new Error('another passphrase')),
    );
    worker.addEventListener('error', () => reject(new Error('the worker did not start')));
  });
  // A worker has no origin that could be named.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage(task);
  return answered.finally(() => worker.terminate());
}
