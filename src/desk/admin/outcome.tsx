import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { isAppError } from '../../platform/errors/app-error.js';
import { failureCodeOf, noteFailure } from '../../platform/http/request-origin.js';
import { seeOther } from '../flash.js';
import { addressOf } from '../parts/admin-frame.js';
import { Notice } from '../parts/notices.js';
import { useMessages } from '../parts/viewer.js';

/** What came of a form: it travels in the address of the page that the form leads back to. */
const DONE = [
  ...(['group-added', 'group-removed', 'member-added', 'member-removed'] as const),
  ...(['second-factor-reset', 'application-changed', 'application-removed'] as const),
  ...(['credential-removed', 'test-arrived', 'delivery-waits'] as const),
  ...(['handed-over', 'handed-over-partly', 'mail-saved', 'mail-removed'] as const),
] as const;

/** Refusals that somebody can do something about, on the page they come from. */
const REFUSALS = {
  'access/group-name-taken': 'group-name-taken',
  'access/invalid-group-name': 'invalid-group-name',
  'access/group-of-source': 'group-of-source',
  'access/no-such-group': 'no-such-group',
  'access/unknown-account': 'unknown-account',
  'access/last-administrator': 'last-administrator',
  'access/too-many-client-secrets': 'too-many-client-secrets',
  'access/no-such-client-secret': 'no-such-client-secret',
  'documents/no-such-person': 'no-such-person',
  'documents/owner-cannot-open': 'owner-cannot-open',
  'documents/no-such-document': 'not-theirs',
  'directory/unavailable': 'directory-away',
  'webhooks/still-waiting': 'still-waiting',
  'webhooks/disabled': 'webhook-disabled',
  'webhooks/no-such-delivery': 'no-such-delivery',
} as const;

type Refusal =
  (typeof REFUSALS)[keyof typeof REFUSALS] | 'test-failed' | 'not-saved' | 'none-chosen';
export type Outcome = (typeof DONE)[number] | Refusal;

const OUTCOMES: readonly Outcome[] = [
  ...DONE,
  ...Object.values(REFUSALS),
  'test-failed',
  'not-saved',
  'none-chosen',
];

/** For the query of a page. Anything else than an outcome counts as none. */
export const outcomeQuery = {
  outcome: z
    .enum(['', ...OUTCOMES])
    .default('')
    .catch(''),
  /** Whom or what it is about, in a form that undoes it. */
  subject: z.string().max(256).default('').catch(''),
};

const isRefusal = (outcome: Outcome): boolean => !(DONE as readonly string[]).includes(outcome);

/** The address of a page that says what came of a form. */
export function addressAfter(page: string, outcome: Outcome, subject = ''): string {
  const [path = '', query] = page.split('?');
  return addressOf(path, { ...Object.fromEntries(new URLSearchParams(query)), outcome, subject });
}

/** Redirects to the address that `act` returns, or, when it is refused, back to `path` with the reason. */
export async function redirectAfter(
  path: string,
  act: () => Promise<string>,
): Promise<{ url: string; statusCode: number }> {
  try {
    return seeOther(await act());
  } catch (error) {
    return seeOther(addressAfter(path, refusalOf(error)));
  }
}

/** What the page says of it; thrown again if it is none of the refusals that pages speak about. */
export function refusalOf(error: unknown): Outcome {
  const refusal = isAppError(error) ? (REFUSALS as Record<string, Refusal>)[error.code] : undefined;
  if (refusal === undefined) throw error;
  noteFailure(failureCodeOf(error));
  return refusal;
}

/** With a form that undoes it, if there is one. */
export function OutcomeNotice(props: {
  readonly outcome: Outcome | '';
  readonly children?: ComponentChildren;
}) {
  const { admin } = useMessages();
  if (props.outcome === '') return null;
  return (
    <Notice isError={isRefusal(props.outcome)}>
      <span>{admin.outcomes[props.outcome]}</span>
      {props.children}
    </Notice>
  );
}
