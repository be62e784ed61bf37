import { Injectable } from '@nestjs/common';
import {
  DocumentServerStatus,
  ShowForgottenFiles,
  type DocumentServerState,
  type ForgottenCounts,
} from '../editor-connector/index.js';
import { Clock } from '../platform/clock/clock.js';
import { HealthChecks, type CheckResult } from '../platform/health/health-checks.js';
import type { Actor } from '../platform/identity/actor.js';
import { ShowStorage } from '../storage/index.js';
import type { Words } from './language/words.js';
import type { StatusRow, StatusView } from './status-page.js';

/** Their checks say the same as their rows, in no language of the reader's. */
const OWN_ROWS: ReadonlySet<string> = new Set(['document-server', 'forgotten-files']);

@Injectable()
export class ShowStatus {
  constructor(
    private readonly documentServer: DocumentServerStatus,
    private readonly forgotten: ShowForgottenFiles,
    private readonly checks: HealthChecks,
    private readonly storage: ShowStorage,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, words: Words): Promise<StatusView> {
    const [server, checks, storage] = await Promise.all([
      this.documentServer.execute(),
      this.checks.runAll(),
      this.storage.execute(actor),
    ]);
    return {
      rows: [
        documentServerRow(server, words),
        forgottenRow(this.forgotten.execute(), words),
        ...checks.filter(({ name }) => !OWN_ROWS.has(name)).map((check) => checkRow(check, words)),
      ],
      storage,
      checkedAtMs: this.clock.nowMs(),
    };
  }
}

function documentServerRow(state: DocumentServerState, words: Words): StatusRow {
  const name = words.status.documentServer;
  if (state.reachable) {
    return { name, light: 'ok', sentence: words.status.reachable(state.version), fix: undefined };
  }
  const sentence = [words.status.notReachable, state.cause].filter(Boolean).join(' ');
  return { name, light: 'down', sentence, fix: state.fix ?? undefined };
}

function forgottenRow({ waiting, unknown }: ForgottenCounts, words: Words): StatusRow {
  const { name, fix, says } = words.status.forgotten;
  const isWell = waiting === 0;
  return {
    ...{ name, light: isWell ? 'ok' : 'attention', sentence: says(waiting, unknown) },
    fix: isWell ? undefined : fix,
  };
}

function checkRow({ name, required, ok, detail }: CheckResult, words: Words): StatusRow {
  // Places are many of a kind: `storage-place 3`.
  const [kind = name, which] = name.split(' ', 2);
  const known = words.status.checks[kind as keyof Words['status']['checks']];
  const failing = required ? 'down' : 'attention';
  return {
    name: known === undefined ? name : [known.name, which].filter(Boolean).join(' '),
    light: ok ? 'ok' : failing,
    sentence: detail ?? (ok ? words.status.answers : words.status.fails),
    fix: ok ? undefined : known?.fix,
  };
}
