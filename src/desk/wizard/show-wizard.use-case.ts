import { Injectable } from '@nestjs/common';
import { FormatTable } from '../../documents/index.js';
import {
  NO_GROUP,
  TemplateCatalogue,
  type OfferedTemplates,
  type Template,
} from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { kindOf, type FileKind } from '../parts/file-kind.js';
import type { TemplateRow, WizardView } from './wizard-page.js';
import { folded, holdsAll, wordsIn } from './template-filter.js';

/** What was chosen so far; the wizard opens with the person's favourites. */
export interface WizardChoice {
  readonly group?: string | undefined;
  readonly query: string;
}

/** The templates that the person may use, filtered by group and search. */
@Injectable()
export class ShowWizard {
  constructor(
    private readonly catalogue: TemplateCatalogue,
    private readonly formats: FormatTable,
  ) {}

  async execute(actor: Actor, choice: WizardChoice): Promise<WizardView> {
    const offered = await this.catalogue.templatesFor(actor);
    return wizardView(offered, choice, (extension) => kindOf(this.formats, extension));
  }
}

export function wizardView(
  offered: OfferedTemplates,
  choice: WizardChoice,
  kindOfExtension: (extension: string) => FileKind,
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
        kind: kindOfExtension(extension),
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
