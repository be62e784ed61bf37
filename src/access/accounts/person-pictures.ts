import { hash } from 'node:crypto';
import {
  directoryUnavailable,
  type Directory,
  type DirectoryPicture,
} from '../../directory/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import { Bulkhead } from '../../platform/concurrency/bulkhead.js';
import { inTime } from '../../platform/concurrency/in-time.js';
import type { Metrics } from '../../platform/health/metrics.js';
import { noPicture } from '../access.errors.js';
import { photoIdOf } from './account.js';
import type { AccountRepository } from './account.repository.js';

/** With the tag of these bytes. */
export interface PersonPicture extends DirectoryPicture {
  readonly etag: string;
}

/** What the directory said of somebody; it may have no picture of them. */
interface Said {
  readonly picture: PersonPicture | undefined;
  readonly untilMs: number;
}

/** A new picture may take so long to be seen; people change theirs less often. */
const KEPT_MS = 3_600_000;
/** A directory that failed is not asked again at once for each face of a page. */
const REST_MS = 10_000;
/** A page waits for it with initials. */
const DIRECTORY_MS = 1500;
/** Look-ups of sign-ins go over the same connection; a page shows at most some fifty people. */
const AT_ONCE = 4;
const QUEUE = 64;
/** Some thousand people: photos in directories have 5 to 20 KiB. */
const MAX_BYTES = 32 * 1024 * 1024;
/** What an entry takes besides its bytes, so that people without a picture are bounded too. */
const ENTRY_BYTES = 512;

export interface PersonPicturesParts {
  readonly accounts: AccountRepository;
  readonly clock: Clock;
  /** Undefined on the command line. */
  readonly directory: Directory | undefined;
  readonly metrics: Metrics | undefined;
}

/** People's photos as the directory has them, kept for an hour; also that it has none. */
export class PersonPictures {
  readonly #kept = new Map<string, Said>();
  readonly #asking = new Map<string, Promise<Said>>();
  readonly #bulkhead = new Bulkhead(AT_ONCE, QUEUE, () => directoryUnavailable('too many at once'));
  readonly #counted: ((outcome: 'kept' | 'read' | 'none' | 'failed') => void) | undefined;
  #bytes = 0;
  #restsUntilMs = 0;

  constructor(private readonly parts: PersonPicturesParts) {
    const total = parts.metrics?.counter({
      name: 'kontor_person_pictures_total',
      help: 'Pictures of people asked for: kept, read from the directory, none there, or it failed.',
      labelNames: ['outcome'],
    });
    this.#counted = total && ((outcome) => total.inc({ outcome }));
  }

  /**
   * Of an enabled account. While the directory is away, the picture of before is good enough.
   * @throws access/no-picture, also for an unknown account; directory/unavailable, directory/refuses-us
   */
  async of(accountId: string): Promise<PersonPicture> {
    const account = await this.parts.accounts.byId(accountId);
    const id = account?.disabled === false ? photoIdOf(account) : undefined;
    const said = id === undefined ? undefined : await this.#saidOf(id);
    if (said?.picture === undefined) throw noPicture(accountId);
    return said.picture;
  }

  async #saidOf(id: string): Promise<Said> {
    const kept = this.#kept.get(id);
    if (kept !== undefined && kept.untilMs > this.#now()) {
      this.#counted?.('kept');
      return kept;
    }
    try {
      return await this.#askOnce(id);
    } catch (error) {
      this.#counted?.('failed');
      if (kept !== undefined) return kept;
      throw error;
    }
  }

  #askOnce(id: string): Promise<Said> {
    const asking = this.#asking.get(id);
    if (asking !== undefined) return asking;
    const begun = this.#ask(id).finally(() => this.#asking.delete(id));
    this.#asking.set(id, begun);
    return begun;
  }

  async #ask(id: string): Promise<Said> {
    return this.#bulkhead.run(async () => {
      if (this.#restsUntilMs > this.#now()) throw directoryUnavailable('it failed just now');
      const found = await this.#inDirectory(id);
      const picture = found && { ...found, etag: etagOf(found.bytes) };
      this.#counted?.(picture === undefined ? 'none' : 'read');
      const said = { picture, untilMs: this.#now() + KEPT_MS };
      this.#keep(id, said);
      return said;
    });
  }

  async #inDirectory(id: string): Promise<DirectoryPicture | undefined> {
    const { directory } = this.parts;
    const ask = async () => ({ picture: await directory?.pictureOf(id) });
    const answer = await inTime(DIRECTORY_MS, ask, undefined);
    if (answer !== undefined) return answer.picture;
    this.#restsUntilMs = this.#now() + REST_MS;
    throw directoryUnavailable('no picture in time');
  }

  /** What was written longest ago goes first. */
  #keep(id: string, said: Said): void {
    this.#forget(id);
    this.#kept.set(id, said);
    this.#bytes += sizeOf(said);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#forget(oldest);
    }
  }

  #forget(id: string): void {
    const said = this.#kept.get(id);
    if (said !== undefined) this.#bytes -= sizeOf(said);
    this.#kept.delete(id);
  }

  #now(): number {
    return this.parts.clock.nowMs();
  }
}

const sizeOf = ({ picture }: Said): number => ENTRY_BYTES + (picture?.bytes.length ?? 0);

/** 128 bits of the content. */
const etagOf = (bytes: Buffer): string => hash('sha256', bytes, 'base64url').slice(0, 22);
