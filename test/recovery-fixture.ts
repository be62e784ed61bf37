import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The script that needs nothing beside it, as its own process in an environment of its own. */
export interface RecoverRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function runRecover(
  script: string,
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
) {
  return new Promise<RecoverRun>((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd, env, timeout: 120_000 },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ status, stdout, stderr });
      },
    );
  });
}

export interface ReportJson {
  readonly signatures: string;
  readonly documents: readonly {
    readonly document_id: string;
    readonly title: string | null;
    readonly owner: string | null;
    readonly versions: readonly {
      readonly version_id: string;
      readonly number: number;
      readonly state: string;
      readonly file: string;
    }[];
  }[];
  readonly missing: readonly { readonly version_id: string | null; readonly because: string }[];
  readonly findings: readonly { readonly kind: string; readonly key: string }[];
  readonly unfinished_uploads: readonly string[];
  readonly parts_of_versions: number;
}

export const reportIn = async (folder: string): Promise<ReportJson> =>
  JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as ReportJson;

/** What was recovered, by version id. */
export async function recoveredIn(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const { documents } = await reportIn(folder);
  const versions = documents.flatMap((document) => document.versions);
  const contents = await Promise.all(versions.map(({ file }) => readFile(join(folder, file))));
  return new Map(versions.map(({ version_id }, i) => [version_id, contents[i] as Buffer]));
}

export const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
