import type { SigningTexts, Webhook } from './webhook.js';

export type WebhookChanges = Partial<
  Pick<Webhook, 'url' | 'events' | 'isEnabled' | 'disabledReason'>
>;

export interface WebhookPage {
  /** Only of this owner. */
  readonly ownerId?: string | undefined;
  readonly limit: number;
  /** The id of the last one of the page before. */
  readonly after?: string | undefined;
}

export abstract class WebhookRepository {
  abstract insert(webhook: Webhook, secret: string): Promise<void>;
  abstract find(id: string): Promise<Webhook | undefined>;

  /** By age. */
  abstract list(page: WebhookPage): Promise<readonly Webhook[]>;
  abstract countOf(ownerId: string): Promise<number>;

  /** Everything that is enabled. */
  abstract listening(): Promise<readonly Webhook[]>;
  abstract change(id: string, changes: WebhookChanges): Promise<void>;

  /** The secret of now signs too until `previousUntilMs`; the one before it no more. */
  abstract replaceSecret(id: string, secret: string, previousUntilMs: number): Promise<void>;

  /** Undefined when they cannot be opened: the secret of the installation was replaced. */
  abstract signingTexts(id: string, nowMs: number): Promise<SigningTexts | undefined>;

  /** With its deliveries. */
  abstract remove(id: string): Promise<void>;
}
