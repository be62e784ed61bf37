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
}
