import { Command } from 'commander';
import type { Recover } from '../storage/index.js';
import { CommandFailed, say, type Terminal } from './terminal.js';
import { ProgressBar } from './progress-bar.js';

interface RecoverOptions {
  readonly from: readonly string[];
  readonly identity: readonly string[];
  readonly signer?: readonly string[];
  readonly to: string;
}

/** `recover` is a parameter so that the standalone script does not bundle the rest of the application. */
export function recoverCommand(terminal: Terminal, recover: Recover): Command {
  return new Command('recover')
    .description('rebuild every document from shards and a key, without database or configuration')
    .requiredOption(
      '--from <place...>',
      'folders of providers, or s3://bucket/prefix?endpoint=…, in any order; as many as are left',
    )
    .requiredOption(
      '--identity <file...>',
      "secret keys as age-keygen writes them: the server's, the recovery key, or people's own",
    )
    .option(
      '--signer <key...>',
      "the server's public signing key, base64 or hex; its identity file holds it as well",
    )
    .requiredOption(
      '--to <folder>',
      'an empty or new folder; plaintext goes there and nowhere else',
    )
    .action((options: RecoverOptions) => run(terminal, recover, options));
}

async function run(terminal: Terminal, recover: Recover, options: RecoverOptions): Promise<void> {
  const bar = new ProgressBar(terminal.stderr, 'nothing');
  const { isComplete, lines } = await recover({
    from: options.from,
    identityFiles: options.identity,
    signers: options.signer ?? [],
    to: options.to,
    env: terminal.env,
    onProgress: (done, total, what) => bar.show(done, total, what),
  }).finally(() => bar.end());
  for (const line of lines) say(terminal, line);
  say(terminal, `The full report is in report.txt and report.json in ${options.to}.`);
  if (!isComplete) throw new CommandFailed('Not everything was recovered.');
}
