/** What a lane's thread runs: a file beside this one; in the bundle of one file, its text (scripts/build-recover.mjs). */
export const laneProgram: { readonly source: URL | string; readonly isText: boolean } = {
  source: new URL(
    import.meta.url.endsWith('.ts') ? './lane-thread.directory.ts' : './lane-thread.directory.js',
    import.meta.url,
  ),
  isText: false,
};
