/** Where mails about notifications wait: written with the notification. */
export abstract class MailOutbox {
  /**
   * The mail that a notification of the person goes into, which waits already or begins now. In the transaction that adds
   * the notification. Undefined when no mail is sent at all.
   */
  abstract mailFor(accountId: string): Promise<string | undefined>;
}

export class NoMailOutbox extends MailOutbox {
  mailFor(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}
