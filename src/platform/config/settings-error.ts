export class SettingsError extends Error {
  override readonly name = 'SettingsError';

  constructor(readonly issues: readonly string[]) {
    super(
      `Kontor cannot start; please correct these settings:\n${issues.map((i) => `  - ${i}`).join('\n')}`,
    );
  }
}
