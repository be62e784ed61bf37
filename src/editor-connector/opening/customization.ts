import { z } from 'zod';
import type { EditorSurfaceSettings } from '../editor-surface.js';
import type { CustomizationOverride, EditorCustomization, EditorType } from './editing-session.js';

const address = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .max(2048, 'must be at most 2048 characters');
const chosen = z.boolean();

const MEMBERS = {
  compactHeader: chosen,
  compactToolbar: chosen,
  hideRightMenu: chosen,
  hideRulers: chosen,
  hideNotes: chosen,
  toolbarHideFileName: chosen,
  unit: z.enum(['cm', 'pt', 'inch']),
  zoom: z.int().min(-2).max(500).describe('Percent; -1 fits the page, -2 its width'),
  uiTheme: z.string().regex(/^[a-z0-9-]{1,64}$/, 'must be the name of a theme'),
  chat: chosen.describe('false hides it; true shows it only where the server does'),
  comments: chosen,
  help: chosen,
  goback: z.strictObject({
    url: address.describe('On this server, or in the allowed_origins of the application that asks'),
    text: z.string().max(128).optional(),
    blank: chosen.optional(),
  }),
  logo: z.strictObject({
    image: address.optional(),
    imageDark: address.optional(),
    url: address.optional(),
    visible: chosen.optional(),
  }),
};

/** What one session may override of `editorConfig.customization`; the editor's own names and meanings. */
export const customizationOverride = z.strictObject(MEMBERS).partial();

interface Wanted {
  readonly settings: EditorSurfaceSettings;
  readonly documentUrl: string;
  readonly type: EditorType;
  /** What is filled in may be submitted. */
  readonly isSubmittable: boolean;
  /** They fill in a copy of their own, which no save can keep. */
  readonly isFilling: boolean;
  readonly override: CustomizationOverride | undefined;
}

/**
 * With `autosave`, typing is sent to the Document Server at once; with `forcesave`, its save button makes a version
 * here. Macros and plug-ins are code of strangers that runs as the person: off unless the settings say otherwise, and
 * no session can switch them on.
 */
export function customizationOf({
  settings,
  documentUrl,
  type,
  isSubmittable,
  isFilling,
  override = {},
}: Wanted): EditorCustomization {
  // Everybody's chat is a permission of the document, where it is decided (editor-configs.ts).
  const { chat: _, ...chosenBySession } = override;
  return {
    autosave: true,
    forcesave: !isFilling,
    anonymous: { request: false },
    feedback: false,
    mentionShare: false,
    close: { visible: true },
    macros: settings.macros !== 'off',
    macrosMode: ({ off: 'disable', warn: 'warn', on: 'enable' } as const)[settings.macros],
    plugins: settings.plugins,
    help: settings.help,
    compactHeader: settings.compact,
    compactToolbar: settings.compact,
    ...(settings.unit && { unit: settings.unit }),
    // The page says what became of it, so the editor has no message of its own.
    submitForm: isSubmittable ? { visible: true, resultMessage: '' } : { visible: false },
    features: { spellcheck: { mode: settings.spellcheck } },
    ...(settings.logoUrl && {
      logo: {
        image: settings.logoUrl,
        ...(settings.darkLogoUrl && { imageDark: settings.darkLogoUrl }),
        url: new URL(documentUrl).origin,
      },
    }),
    ...(settings.headingsColor && { wordHeadingsColor: settings.headingsColor }),
    ...(settings.slideBackground && { slidePlayerBackground: settings.slideBackground }),
    // On phones it would navigate the frame itself.
    ...(type !== 'mobile' && { goback: { url: documentUrl, blank: true } }),
    ...chosenBySession,
  };
}
