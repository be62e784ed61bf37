/** How the editor looks and what it offers, for everybody. */
export interface EditorSurfaceSettings {
  readonly macros: 'off' | 'warn' | 'on';
  readonly plugins: boolean;
  readonly chat: boolean;
  readonly help: boolean;
  readonly spellcheck: boolean;
  /** Low header and toolbar. */
  readonly compact: boolean;
  /** Undefined: as the region has it. */
  readonly unit: 'cm' | 'pt' | 'inch' | undefined;
  readonly logoUrl: string | undefined;
  /** The logo on a dark header; undefined: the same. */
  readonly darkLogoUrl: string | undefined;
  /** Of headings in documents that are made in the editor, `#rrggbb`; undefined: the editor's own. */
  readonly headingsColor: string | undefined;
  /** Around slides while they are shown, `#rrggbb`; undefined: the editor's own. */
  readonly slideBackground: string | undefined;
}
