import type { Locale } from '../../platform/identity/actor.js';
import type { NotificationKind } from '../notification.repository.js';
import { MAIL_TEXTS, type ToldByMail } from './mail-texts.js';

/** One notification of a mail. */
export interface MailLine extends ToldByMail {
  readonly kind: NotificationKind;
  /** Below the public address. */
  readonly path: string;
}

export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
}

/** More are only counted. */
const MOST_LINES = 20;
/** A subject is read in a list, and a mail is no place for long names. */
const MOST_CHARACTERS = 200;

/** Plain text: every program shows it, nothing in it is loaded or followed, and no name has to be escaped. */
export function composeMail(
  lines: readonly MailLine[],
  locale: Locale,
  publicUrl: string,
): ComposedMail {
  const texts = MAIL_TEXTS[locale];
  const sentenceOf = ({ kind, name, title, text }: MailLine): string =>
    texts.kind[kind]({
      name: name === '' ? texts.somebody : oneLine(name),
      title: title === null ? null : oneLine(title),
      text: oneLine(text),
    });
  const shown = lines.slice(0, MOST_LINES);
  const paragraphs = shown.map((line) => `${sentenceOf(line)}\n${publicUrl}${line.path}`);
  const left = lines.length - shown.length;
  if (left > 0) paragraphs.push(`${texts.more(left)}\n${publicUrl}/notifications`);
  paragraphs.push(`-- \n${texts.why}\n${publicUrl}/account`);
  const [first] = lines;
  return {
    subject: lines.length === 1 && first ? sentenceOf(first) : texts.several(lines.length),
    text: `${paragraphs.join('\n\n')}\n`,
  };
}

/** Without line ends and characters that are invisible or change the direction of what follows. */
const oneLine = (text: string): string =>
  [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()]
    .slice(0, MOST_CHARACTERS)
    .join('');
