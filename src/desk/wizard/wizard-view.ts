import { NO_GROUP, type OfferedTemplates, type Template } from '../../oneoffixx/index.js';
import type { FileKind } from '../parts/file-kind.js';
import { folded, holdsAll, wordsIn } from './template-filter.js';

export interface TemplateGroupView {
  readonly id: string;
  /** Undefined for the choice of all templates. */
  readonly title: string | undefined;
  readonly count: number;
  readonly isChosen: boolean;
}

export interface TemplateRow {
  readonly id: string;
  readonly title: string;
  readonly groupTitle: string;
  readonly kind: FileKind;
  /** Ids of all groups it is in, favourites included. */
  readonly groups: readonly string[];
  readonly isShown: boolean;
}

export interface WizardView {
  readonly groups: readonly TemplateGroupView[];
  readonly rows: readonly TemplateRow[];
  readonly group: string;
  readonly query: string;
  readonly leftOut: OfferedTemplates['leftOut'];
  readonly failedLists: OfferedTemplates['failedLists'];
}

/** What was chosen so far; the wizard opens with the person's favourites. */
export interface WizardChoice {
  readonly group?: string | undefined;
  readonly query: string;
}

export function wizardView(
  offered: OfferedTemplates,
  choice: WizardChoice,
  kindOf: (extension: string) => FileKind,
): WizardView {
  const known = new Set([NO_GROUP, ...offered.groups.map(({ id }) => id)]);
  const group =
    choice.group !== undefined && known.has(choice.group) ? choice.group : offered.defaultGroup;
  const groupsOf = groupsByTemplate(offered);
  const words = wordsIn(choice.query);
  const isShown = (template: Template, groups: readonly string[]): boolean =>
    (group === NO_GROUP || groups.includes(group)) &&
    holdsAll(folded(`${template.title} ${template.groupTitle}`), words);
  return {
    group,
    query: choice.query,
    leftOut: offered.leftOut,
    failedLists: offered.failedLists,
    groups: [
      ...offered.groups.map(({ id, title, templateIds }) => ({
        id,
        title,
        count: templateIds.length,
        isChosen: id === group,
      })),
      {
        id: NO_GROUP,
        title: undefined,
        count: offered.templates.length,
        isChosen: group === NO_GROUP,
      },
    ].filter(({ count, isChosen, title }) => count > 0 || isChosen || title === undefined),
    rows: offered.templates.map((template): TemplateRow => {
      const groups = groupsOf.get(template.id) ?? [];
      const { id, title, groupTitle, extension } = template;
      return {
        ...{ id, title, groupTitle, groups },
        kind: kindOf(extension),
        isShown: isShown(template, groups),
      };
    }),
  };
}

function groupsByTemplate({ groups }: OfferedTemplates): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, templateIds } of groups) {
    for (const templateId of templateIds) {
      const list = found.get(templateId);
      if (list === undefined) found.set(templateId, [id]);
      else list.push(id);
    }
  }
  return found;
}
