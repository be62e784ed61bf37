import { Injectable } from '@nestjs/common';
import type { AuditFigures } from '../../audit/index.js';
import type { Connections } from '../../connections/index.js';
import { UnsavedChangesRegister } from '../../documents/index.js';
import {
  AutosaveFigures,
  ForgottenFiles,
  type AutosaveState,
  type ForgottenCounts,
} from '../../editor-connector/index.js';
import type { MailSettings } from '../../mail/index.js';
import type { MailFigures, WaitingMails } from '../../notifications/index.js';
import type { CheckResult, HealthChecks } from '../../platform/health/health-checks.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { StorageAdministration } from '../../storage/index.js';
import type { DeliveryFigures, WebhookFigures } from '../../webhooks/index.js';
import type { Messages } from '../language/messages.js';
import { connectionTexts, type ConnectionTexts } from '../parts/connection-texts.js';
import type { RequestContext } from '../request-context.decorator.js';
import { auditRow } from './audit-row.js';
import type { StatusRow, StatusView } from './status-page.js';

/** Health checks for load balancers; on this page the connections and other rows show more. */
const SHOWN_OTHERWISE =
  /^(?:database|database-writes|redis|document-server|directory|forgotten-files|storage-place .*)$/;

/**
 * Work that only the Document Server has: saved files that it could not deliver, changes that it could not save, and
 * how often what is being typed is fetched.
 */
@Injectable()
export class UnstoredWork {
  constructor(
    private readonly forgotten: ForgottenFiles,
    private readonly unsaved: UnsavedChangesRegister,
    private readonly autosave: AutosaveFigures,
  ) {}

  async rows(messages: Messages): Promise<readonly StatusRow[]> {
    const documents = await this.unsaved.countDocuments();
    return [
      forgottenRow(this.forgotten.last, messages),
      unsavedRow(documents, messages),
      autosaveRow(this.autosave.state, messages),
    ];
  }
}

/** Mails that wait, and whether this server sends any. */
export class MailState {
  constructor(
    private readonly mails: WaitingMails,
    private readonly settings: MailSettings,
  ) {}

  async rows(nowMs: number, messages: Messages): Promise<readonly StatusRow[]> {
    if (this.settings.server === undefined) return [];
    return [mailRow(await this.mails.figures(), nowMs, messages)];
  }
}

export interface ShowStatusParts {
  readonly connections: Connections;
  readonly unstored: UnstoredWork;
  readonly checks: HealthChecks;
  readonly storage: StorageAdministration;
  readonly webhooks: WebhookFigures;
  readonly mails: MailState;
  readonly audit: AuditFigures;
}

export class ShowStatus {
  constructor(private readonly parts: ShowStatusParts) {}

  async execute(actor: Actor, context: RequestContext): Promise<StatusView> {
    const { messages } = context;
    const { audit } = this.parts;
    const [connections, checks, unstored, storage, webhooks, logState, logExtent] =
      await Promise.all([
        this.parts.connections.freshened(),
        this.parts.checks.runAll(),
        this.parts.unstored.rows(messages),
        this.parts.storage.show(actor),
        this.parts.webhooks.look(),
        audit.look(),
        audit.extent(),
      ]);
    const others = checks.filter(({ name }) => !SHOWN_OTHERWISE.test(name));
    return {
      rows: [
        ...connections
          .filter(({ state }) => state !== 'off')
          .map((connection) => connectionRow(connectionTexts(connection, messages))),
        ...unstored,
        ...webhookRows(webhooks, storage.atMs, messages),
        ...(await this.parts.mails.rows(storage.atMs, messages)),
        auditRow(logState, logExtent, context),
        ...others.map((check) => checkRow(check, messages)),
      ],
      storage,
      checkedAtMs: storage.atMs,
    };
  }
}

function forgottenRow({ waiting, unknown }: ForgottenCounts, messages: Messages): StatusRow {
  const { name, fix, summary } = messages.status.forgotten;
  const isFine = waiting === 0;
  return {
    ...{ name, light: isFine ? 'ok' : 'attention', sentence: summary(waiting, unknown) },
    fix: isFine ? undefined : fix,
  };
}

function unsavedRow(documents: number, messages: Messages): StatusRow {
  const { name, fix, summary } = messages.status.unsaved;
  return {
    ...{ name, light: documents === 0 ? 'ok' : 'attention', sentence: summary(documents) },
    fix: documents === 0 ? undefined : fix,
  };
}

function autosaveRow(
  { everySeconds, open, isPaused }: AutosaveState,
  messages: Messages,
): StatusRow {
  const { name, off, every, paused, fix } = messages.status.autosave;
  if (everySeconds === 0) return { name, light: 'unknown', sentence: off, fix: undefined };
  if (isPaused) return { name, light: 'attention', sentence: paused, fix };
  return { name, light: 'ok', sentence: every(everySeconds, open), fix: undefined };
}

/** Long enough for a receiver that restarts. */
const LATE_MINUTES = 15;

/** Nothing while there is no webhook. */
function webhookRows(figures: DeliveryFigures, nowMs: number, messages: Messages): StatusRow[] {
  const { name, fine, late, lateFix, dead, deadFix } = messages.status.webhooks;
  if (figures.webhooks === 0) return [];
  const minutes = Math.floor((nowMs - (figures.oldestAtMs ?? nowMs)) / 60_000);
  if (minutes >= LATE_MINUTES) {
    return [{ name, light: 'attention', sentence: late(figures.waiting, minutes), fix: lateFix }];
  }
  if (figures.dead > 0)
    return [{ name, light: 'attention', sentence: dead(figures.dead), fix: deadFix }];
  return [{ name, light: 'ok', sentence: fine(figures.webhooks), fix: undefined }];
}

function mailRow(figures: MailFigures, nowMs: number, messages: Messages): StatusRow {
  const { name, fine, late, lateFix, failed, failedFix } = messages.status.mails;
  const minutes = Math.floor((nowMs - (figures.oldestAtMs ?? nowMs)) / 60_000);
  if (minutes >= LATE_MINUTES)
    return { name, light: 'attention', sentence: late(figures.waiting, minutes), fix: lateFix };
  if (figures.failed > 0)
    return { name, light: 'attention', sentence: failed(figures.failed), fix: failedFix };
  return { name, light: 'ok', sentence: fine, fix: undefined };
}

const connectionRow = ({ note, ...texts }: ConnectionTexts): StatusRow => ({
  ...texts,
  sentence: note === undefined ? texts.sentence : `${texts.sentence} ${note}`,
});

function checkRow({ name, required, ok, detail }: CheckResult, messages: Messages): StatusRow {
  const failing = required ? 'down' : 'attention';
  return {
    name,
    light: ok ? 'ok' : failing,
    sentence: detail ?? (ok ? messages.status.answers : messages.status.fails),
    fix: undefined,
  };
}
