import { createHash } from 'node:crypto';

/** The backend's types of template; no document can be created from the last one here. */
const KIND = {
  word: '275af32e-bc40-45c2-85b7-afb1c0382653',
  excel: 'e31ca353-2ab1-4408-921b-a70ae2f57ad1',
  powerpoint: 'a2c9b700-86cd-4481-a17f-533fe9c504a2',
  function: '0a3ac64d-ec36-4bcd-b057-41379a502fed',
  label: '90b5aa90-dadd-47c1-8d1a-a49016c2bcb3',
  mail: '153f1db5-a673-41a2-a0cb-f93792c6d1b0',
};
type Kind = keyof typeof KIND;

const GERMAN = [2055, 1031];
const FRENCH = [4108];
const BOTH = [2055, 4108];

type Listed = readonly [title: string, kind: Kind, languages: readonly number[]];

const GROUPS: Readonly<Record<string, readonly Listed[]>> = {
  Korrespondenz: [
    ['Brief', 'word', BOTH],
    ['Brief mit Beilagen', 'word', GERMAN],
    ['Kurzbrief', 'word', GERMAN],
    ['Medienmitteilung', 'word', BOTH],
    ['E-Mail-Signatur', 'mail', BOTH],
  ],
  'Entscheide und Sitzungen': [
    ['Antrag an den Regierungsrat', 'word', GERMAN],
    ['Beschlussprotokoll', 'word', GERMAN],
    ['Verfügung mit Rechtsmittelbelehrung', 'word', GERMAN],
    ['Vernehmlassung: Stellungnahme', 'word', BOTH],
    ['Sitzungseinladung', 'function', GERMAN],
  ],
  Chancellerie: [
    ['Lettre', 'word', FRENCH],
    ['Procès-verbal', 'word', FRENCH],
    ['Décision avec voies de recours', 'word', FRENCH],
    ['Communiqué de presse', 'word', FRENCH],
  ],
  'Finanzen und Controlling': [
    ['Kreditantrag', 'excel', GERMAN],
    ['Budgetübersicht / Aperçu du budget', 'excel', BOTH],
  ],
  Präsentationen: [
    ['Präsentation Kanton', 'powerpoint', BOTH],
    ['Présentation du service', 'powerpoint', FRENCH],
  ],
  Etiketten: [['Adressetiketten', 'label', GERMAN]],
};

const FAVORITES = ['Brief', 'Beschlussprotokoll', 'Procès-verbal'];

export interface OneoffixxTemplate {
  readonly id: string;
  readonly metaTemplateId: string;
  readonly localizedName: string;
  readonly templateGroupId: string;
  readonly languages: readonly (number | string)[];
}

export interface OneoffixxGroup {
  readonly id: string;
  readonly localizedName: string;
  readonly templates: readonly OneoffixxTemplate[];
}

/** A GUID derived from the name, the same at each start. */
export function guidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const parts = [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ] as const;
  return parts.map(([from, to]) => hex.slice(from, to)).join('-');
}

/** The id of the template that only this person has. */
export const personalTemplateId = (sid: string): string => guidOf(`personal template of ${sid}`);

/** This person's groups: those of the canton, and one of their own. */
export function groupsOf(sid: string, languagesAsText: boolean): readonly OneoffixxGroup[] {
  const common = Object.entries(GROUPS).map(([title, listed]) => {
    const groupId = guidOf(`group ${title}`);
    const templates = listed.map((entry) => templateOf(entry, groupId));
    return { id: groupId, localizedName: title, templates };
  });
  const ownId = guidOf(`group of ${sid}`);
  const note = templateOf(['Meine Aktennotiz', 'word', GERMAN], ownId);
  const own = {
    id: ownId,
    localizedName: 'Persönliche Vorlagen',
    templates: [{ ...note, id: personalTemplateId(sid) }],
  };
  const groups: OneoffixxGroup[] = [...common, own];
  return languagesAsText ? groups.map(withLanguagesAsText) : groups;
}

export const favoritesOf = (sid: string, languagesAsText: boolean): readonly OneoffixxTemplate[] =>
  groupsOf(sid, languagesAsText)
    .flatMap(({ templates }) => templates)
    .filter(({ id, localizedName }) =>
      id === personalTemplateId(sid) ? true : FAVORITES.includes(localizedName),
    );

function templateOf([title, kind, languages]: Listed, groupId: string): OneoffixxTemplate {
  return {
    id: guidOf(`template ${title}`),
    metaTemplateId: KIND[kind],
    localizedName: title,
    templateGroupId: groupId,
    languages,
  };
}

const withLanguagesAsText = (group: OneoffixxGroup): OneoffixxGroup => ({
  ...group,
  templates: group.templates.map((template) => ({
    ...template,
    languages: template.languages.map(String),
  })),
});
