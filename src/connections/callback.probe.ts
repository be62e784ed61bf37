import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import {
  NoConverter,
  type ConversionOutcome,
  type Converter,
  savedFileAddress,
} from '../editor-connector/index.js';
import type { Clock } from '../platform/clock/clock.js';
import { askAddress } from '../platform/http/ask-address.http.js';
import { transportFaultOf } from '../platform/http/transport-fault.js';
import { factsOf, faultOfAnswer, type Asked } from '../platform/http/address-faults.js';
import { expiryWarning } from './address-warnings.js';
import { found, type CauseCode, type Found, fails, works, type Finding } from './connection.js';
import { whoAnswersAt, type OwnAddress } from './own-address.http.js';
import type { ProbeFile, ProbeFiles, Sight } from './probe-files.js';

export interface CallbackProbing {
  readonly converter: Converter;
  readonly files: ProbeFiles;
  /** Kontor as the Document Server reaches it. */
  readonly selfUrlForDocumentServer: string;
  /** The Document Server as this server reaches it. */
  readonly internalUrl: string;
  readonly clock: Clock;
}

/** Error numbers of the conversion service (docs/formats/document-server.md). */
const SOURCE_NOT_FETCHED = -4;
const BY_ERROR: Readonly<Record<number, CauseCode>> = {
  [-1]: 'converter-storage',
  [-2]: 'converter-timeout',
  [-3]: 'converter-failed',
  [-6]: 'converter-queue',
  [-8]: 'secret-refused',
};

/** Three attempts to fetch the source, a second apart, and a poll every second. */
const CONVERTS_WITHIN_MS = 12_000;
/** With it, less than the probe may take. */
const ANSWERS_WITHIN_MS = 4_000;

/** Behind a balancer, another instance than the first one that answers may have seen the fetch. */
const LOOKS_FOR_SIGHT = 6;

const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
PRIVATE.addAddress('::1', 'ipv6');

/**
 * Both directions: the Document Server fetches the source of a conversion from the callback address, as it fetches
 * documents, and Kontor fetches the result from the Document Server, as it fetches saves.
 */
export class CallbackProbe {
  readonly #asked: Asked;

  constructor(private readonly probing: CallbackProbing) {
    this.#asked = { address: probing.selfUrlForDocumentServer, setting: 'EUROOFFICE_CALLBACK_URL' };
  }

  async run(signal: AbortSignal): Promise<Finding> {
    const file = this.probing.files.issue();
    const outcome = await this.#convert(file, signal);
    if ('code' in outcome)
      return { state: isFirst(outcome) ? 'unknown' : 'failing', found: outcome };
    if ('error' in outcome) return fails(await this.#causeOf(outcome.error, file, signal));
    const fault = await this.#resultFault(outcome.fileUrl, signal);
    if (fault !== undefined) return fails(fault);
    const own = await this.#own(file, signal);
    const endsMs = own.is === 'ours' ? own.certificateEndsMs : undefined;
    return works(undefined, expiryWarning(endsMs, this.probing.clock.nowMs(), this.#asked));
  }

  async #convert(file: ProbeFile, signal: AbortSignal): Promise<ConversionOutcome | Found> {
    const request = {
      key: `kontor-check-${file.id}`,
      url: this.probing.selfUrlForDocumentServer + file.path,
      fileType: 'txt',
      outputType: 'docx',
      title: 'connection-check.txt',
    };
    try {
      const enough = AbortSignal.any([signal, AbortSignal.timeout(CONVERTS_WITHIN_MS)]);
      return await this.probing.converter.convert(request, enough);
    } catch (error) {
      if (transportFaultOf(error) === 'timeout' && (await this.#answers(signal)))
        return found('converter-timeout', { code: 'none' });
      if (!(error instanceof NoConverter)) return found('document-server-first');
      const asked = {
        address: `${this.probing.internalUrl}/converter`,
        setting: 'EUROOFFICE_INTERNAL_URL',
      };
      return (
        faultOfAnswer(error, asked, 'converter-missing') ??
        found('converter-missing', factsOf(asked))
      );
    }
  }

  /** A network that swallows everything is no fault of the converter. */
  async #answers(signal: AbortSignal): Promise<boolean> {
    try {
      await askAddress(this.probing.internalUrl, { signal, withinMs: ANSWERS_WITHIN_MS });
      return true;
    } catch {
      return false;
    }
  }

  async #causeOf(error: number, file: ProbeFile, signal: AbortSignal): Promise<Found> {
    if (error !== SOURCE_NOT_FETCHED)
      return found(BY_ERROR[error] ?? 'converter-failed', { code: error });
    const { sight, own } = await this.#sightOf(file, signal);
    if (sight !== undefined) return this.#causeInSight(sight);
    return this.#causeWithoutSight(own);
  }

  #causeInSight({ token, header }: Sight): Found {
    const facts = { ...factsOf(this.#asked), word: header ?? '' };
    if (token === 'missing') return found('token-missing', facts);
    if (token === 'other-header') return found('other-header', facts);
    if (token === 'expired') return found('outbox-expired', facts);
    return found(token === 'valid' ? 'fetched-but-failed' : 'outbox-secret', facts);
  }

  async #causeWithoutSight(own: OwnAddress): Promise<Found> {
    const facts = factsOf(this.#asked);
    const host = hostOf(this.probing.selfUrlForDocumentServer);
    const isElsewhere = !isLoopback(hostOf(this.probing.internalUrl));
    if (isLoopback(host) && isElsewhere) return found('callback-loopback', facts);
    if (own.is === 'other-kontor') return found('callback-other-kontor', facts);
    if (own.is === 'host-refused') return found('host-refused', facts);
    if (own.is === 'something-else') return found('callback-not-kontor', facts);
    if (own.is === 'unreachable')
      return found('callback-unreachable', { ...facts, word: own.word });
    return found((await isPrivate(host)) ? 'private-address' : 'callback-not-reached', facts);
  }

  async #sightOf(
    file: ProbeFile,
    signal: AbortSignal,
  ): Promise<{ sight: Sight | undefined; own: OwnAddress }> {
    const own = await this.#own(file, signal);
    const here = this.probing.files.sightOf(file.id);
    return here === undefined ? this.#sightElsewhere(own, file, signal) : { sight: here, own };
  }

  async #sightElsewhere(
    first: OwnAddress,
    file: ProbeFile,
    signal: AbortSignal,
  ): Promise<{ sight: Sight | undefined; own: OwnAddress }> {
    let own = first;
    for (let look = 1; look < LOOKS_FOR_SIGHT; look++) {
      if (own.is !== 'ours' || own.sight !== undefined) break;
      own = await this.#own(file, signal);
    }
    return { sight: own.is === 'ours' ? own.sight : undefined, own };
  }

  #own(file: ProbeFile, signal: AbortSignal): Promise<OwnAddress> {
    return whoAnswersAt(this.probing.selfUrlForDocumentServer, file, this.probing.files, signal);
  }

  /** From the configured server, whatever host its link names: as saves are fetched. */
  async #resultFault(fileUrl: string, signal: AbortSignal): Promise<Found | undefined> {
    const address = savedFileAddress(fileUrl, this.probing.internalUrl);
    if (address === undefined) return found('result-wrong', { address: this.probing.internalUrl });
    const shown = address.origin;
    try {
      const answer = await askAddress(address.href, { signal });
      if (answer.status !== 200)
        return found('result-unreachable', { address: shown, word: `HTTP ${answer.status}` });
      const isFile = answer.bytes > 0 && !answer.isWebPage;
      return isFile ? undefined : found('result-wrong', { address: shown });
    } catch (error) {
      const word = transportFaultOf(error) ?? 'no answer';
      return found('result-unreachable', { address: shown, word });
    }
  }
}

const isFirst = ({ code }: Found): boolean => code === 'document-server-first';

const hostOf = (address: string): string => new URL(address).hostname.replace(/^\[(.*)\]$/, '$1');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');

async function isPrivate(host: string): Promise<boolean> {
  const addresses =
    isIP(host) > 0 ? [{ address: host }] : await lookup(host, { all: true }).catch(() => []);
  return addresses.some(({ address }) =>
    PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'),
  );
}
