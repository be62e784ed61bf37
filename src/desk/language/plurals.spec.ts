import { describe, expect, it } from '@jest/globals';
import { english } from './english.js';
import { french } from './french.js';
import { german } from './german.js';

/** What the pages count. */
const PLURALS: Readonly<Record<string, string>> = {
  english:
    'accounts|applications|attempts|days|documents|entries|events|files|groups|hours|mails|members|minutes|notifications|people|receivers|shards|templates|versions',
  french:
    'applications|comptes|destinataires|documents|e-mails|entrées|essais|événements|fichiers|fragments|groupes|heures|jours|manquants|membres|minutes|modèles|notifications|personnes|versions',
  german:
    'Anwendungen|Dateien|Dokumente|E-Mails|Einträge|Ereignisse|Fragmente|Gruppen|Konten|Minuten|Mitglieder|Mitteilungen|Personen|Stunden|Stände|Tage|Versionen|Versuche|Vorlagen',
};

type Entry = string | Entry[] | { [name: string]: Entry } | ((...values: unknown[]) => unknown);

/** Never of one in all: a version has at least two shards, each at another provider. */
const OF_SEVERAL = new Set(
  ['fewest', 'scrubbed', 'shardsLeft'].map((name) => `.status.storage.${name}`),
);

/** By their path, what the sentences say of one: each takes the number, or the text that it is written as. */
function* saidOfOne(entry: Entry, path = ''): Generator<readonly [string, readonly string[]]> {
  if (typeof entry === 'function') yield [path, [sentenceOf(entry, 1), sentenceOf(entry, '1')]];
  else if (typeof entry === 'object')
    for (const [name, inner] of Object.entries(entry)) yield* saidOfOne(inner, `${path}.${name}`);
}

/** Empty for a function of something else. */
function sentenceOf(entry: (...values: unknown[]) => unknown, one: unknown): string {
  try {
    return String(entry(one, one, one, one, one));
  } catch {
    return '';
  }
}

describe('a sentence with a number', () => {
  it.each(Object.entries({ english, french, german }))(
    'should be right for one: %s',
    (language, texts) => {
      const all = [...saidOfOne(texts as unknown as Entry)].filter(
        ([path]) => !OF_SEVERAL.has(path),
      );
      expect(all.length).toBeGreaterThan(150);
      const plural = new RegExp(`(?<![\\d.,’])1 (?:${PLURALS[language]})(?!\\p{L})`, 'u');
      expect(all.filter(([, sentences]) => sentences.every((each) => plural.test(each)))).toEqual(
        [],
      );
    },
  );
});
