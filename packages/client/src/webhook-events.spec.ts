import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { verifyWebhook, WebhookRefusedError } from './index.js';

const secret = `whsec_${btoa('twenty-four bytes of key')}`;
const other = `whsec_${btoa('another twenty-four byte')}`;
const data = { document: { id: '1' }, actor: 'alice' };
const body = JSON.stringify({ type: 'document.created', timestamp: '2026-11-29T08:30:00Z', data });

function signed(by: string, at = new Date()): Record<string, string> {
  return {
    'webhook-id': 'm-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(by).sign('m-1', at, body),
  };
}

describe('verifyWebhook', () => {
  it('should give the event, by its type', () => {
    const event = verifyWebhook(secret, signed(secret), body);
    if (event.type !== 'document.created') throw new Error(event.type);
    expect(event.data.document.id).toBe('1');
  });

  it('should take headers as fetch has them, and bytes', () => {
    const event = verifyWebhook(
      secret,
      new Headers(signed(secret)),
      new TextEncoder().encode(body),
    );
    expect(event.type).toBe('document.created');
  });

  it('should take either secret while one replaces the other', () => {
    expect(verifyWebhook([other, secret], signed(secret), body).type).toBe('document.created');
  });

  it.each([
    ['another secret', signed(other), body],
    ['another body', signed(secret), body.replace('alice', 'mallory')],
    ['six minutes ago', signed(secret, new Date(Date.now() - 360_000)), body],
    ['no signature', {}, body],
  ])('should refuse %s', (_name, headers, text) => {
    expect(() => verifyWebhook(secret, headers, text)).toThrow(WebhookRefusedError);
  });
});
