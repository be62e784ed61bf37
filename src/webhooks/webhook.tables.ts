import type { EventType } from '../platform/events/event-outbox.js';

export interface WebhooksTable {
  id: string;
  /** The account of the application or administrator that it belongs to. */
  owner_id: string;
  url: string;
  /** JSON list. */
  events: string;
  /** Sealed, in base64; bound to the id. */
  secret: string;
  previous_secret: string | null;
  /** Until when the previous secret signs too. */
  previous_until: number;
  enabled: number;
  disabled_reason: string | null;
  created_at: number;
}

export interface OutboxEventsTable {
  id: string;
  /** Microseconds of one clock, the database's; with SQLite this process's, which writes alone. */
  position: number;
  type: EventType;
  document_id: string;
  actor: string | null;
  /** JSON. */
  detail: string | null;
  at: number;
}

export interface MessagesTable {
  id: string;
  type: string;
  document_id: string | null;
  /** As it is sent. */
  payload: string;
  created_at: number;
}

export interface QueuesTable {
  id: string;
  webhook_id: string;
  /** Raised with each delivery that is added, so that a queue that just got one is not removed as empty. */
  revision: number;
  next_at: number;
  claim: string;
  claimed_until: number;
}

export type DeliveryState = 'waiting' | 'delivered' | 'dead';

export interface DeliveriesTable {
  id: string;
  /** Of one queue in their order. */
  position: number;
  webhook_id: string;
  message_id: string;
  queue_id: string;
  state: DeliveryState;
  attempts: number;
  /** The three days begin here: when it was added, or sent again. */
  waiting_since: number;
  created_at: number;
  finished_at: number | null;
  last_status: number | null;
  last_fault: string | null;
}

export interface WebhookTables {
  webhooks: WebhooksTable;
  outbox_events: OutboxEventsTable;
  webhook_messages: MessagesTable;
  webhook_queues: QueuesTable;
  webhook_deliveries: DeliveriesTable;
  /** `spread`: who turns events into deliveries, one instance at a time. */
  webhook_state: { name: 'spread'; holder: string; until: number };
  client_documents: { document_id: string; client_id: string };
}
