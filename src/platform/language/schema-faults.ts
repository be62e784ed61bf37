import type { z } from 'zod';
import { de, en, fr } from 'zod/locales';
import { listed, Sentence, sentence, type SentenceValue } from '../errors/sentence.js';

type Issue = z.core.$ZodIssue;

/** zod's own messages. */
const IN_GERMAN = de().localeError;
const IN_FRENCH = fr().localeError;
const IN_ENGLISH = en().localeError;

/** People read a few of them; the rest is of the same kind. */
const MAX_FAULTS = 20;

/** How a value is parsed once more to be told of, after it was refused: zod says what came instead. */
export const TOLD = { reportInput: true } as const;

/** What does not fit a schema, by the members' paths. */
export function faultsOf(issues: readonly Issue[]): Sentence {
  const shown = issues.slice(0, MAX_FAULTS).map(withPath);
  const more = issues.length > MAX_FAULTS ? [sentence`there are more faults`] : [];
  return listed([...shown, ...more]);
}

function withPath(issue: Issue): Sentence {
  const path = issue.path.map(String).join('.');
  const said = faultOf(issue);
  return path === '' ? new Sentence('{0}', [said]) : sentence`${path}: ${said}`;
}

/** One fault: in the words of its schema if it has some, else in zod's. */
export function faultOf(found: Issue): SentenceValue {
  const { message } = found;
  // It has its input, which a type that does not know how it was parsed leaves open.
  const issue = found as z.core.$ZodRawIssue;
  if (textOf(IN_ENGLISH(issue)) !== message) return new Sentence(message);
  return {
    en: message,
    de: textOf(IN_GERMAN(issue)).replaceAll('ß', 'ss'),
    fr: textOf(IN_FRENCH(issue)).replaceAll(/ (?=[;:!?])/g, '\u{a0}'),
  };
}

const textOf = (said: ReturnType<typeof IN_ENGLISH>): string =>
  typeof said === 'string' ? said : (said?.message ?? '');
