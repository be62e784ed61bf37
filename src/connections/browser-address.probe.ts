import type { Clock } from '../platform/clock/clock.js';
import { askAddress } from '../platform/http/ask-address.http.js';
import { faultOf, faultOfAnswer, type Asked } from '../platform/http/address-faults.js';
import { expiryWarning } from './address-warnings.js';
import { found, type Found, fails, works, type Finding } from './connection.js';
import { whoAnswersAt } from './own-address.http.js';
import type { ProbeFiles } from './probe-files.js';

export interface BrowserAddressProbing {
  /** The Document Server as browsers reach it. */
  readonly browserUrl: string;
  readonly publicUrl: string;
  readonly files: ProbeFiles;
  readonly clock: Clock;
  /** Reported if nothing fails. */
  readonly warning: Found | undefined;
}

const API_SCRIPT = '/web-apps/apps/api/documents/api.js';
const REDIRECTS = 5;

/** Loads what a browser loads: the editor script of the Document Server, and Kontor at its public address. */
export class BrowserAddressProbe {
  constructor(private readonly probing: BrowserAddressProbing) {}

  async run(signal: AbortSignal): Promise<Finding> {
    const { browserUrl, publicUrl } = this.probing;
    if (publicUrl.startsWith('https:') && browserUrl.startsWith('http:'))
      return fails(found('mixed-content', { address: browserUrl }));
    const script = await this.#script(signal);
    if (script.state !== 'ok') return script;
    const own = await this.#own(signal);
    if (own.state !== 'ok') return own;
    return works(undefined, script.found ?? own.found ?? this.probing.warning);
  }

  async #script(signal: AbortSignal): Promise<Finding> {
    const { browserUrl, clock } = this.probing;
    const address = browserUrl + API_SCRIPT;
    const asked: Asked = { address, setting: 'EUROOFFICE_URL' };
    try {
      const answer = await askAddress(address, { signal, redirects: REDIRECTS });
      const fault = faultOfAnswer(answer, asked, 'api-script-missing');
      if (fault !== undefined) return fails(fault);
      if (!answer.text.includes('DocsAPI')) return fails(found('api-script-missing', { address }));
      return works(undefined, expiryWarning(answer.certificateEndsMs, clock.nowMs(), asked));
    } catch (error) {
      return fails(faultOf(error, asked));
    }
  }

  async #own(signal: AbortSignal): Promise<Finding> {
    const { publicUrl, files, clock } = this.probing;
    const asked: Asked = { address: publicUrl, setting: 'KONTOR_PUBLIC_URL' };
    const own = await whoAnswersAt(publicUrl, files.issue(), files, signal);
    if (own.is === 'ours')
      return works(undefined, expiryWarning(own.certificateEndsMs, clock.nowMs(), asked));
    if (own.is === 'host-refused') return fails(found('host-refused', { address: publicUrl }));
    if (own.is !== 'unreachable') return fails(found('public-not-kontor', { address: publicUrl }));
    const fault = faultOf(own.error, asked);
    // Certificate faults are specific enough to report; every other one means that the address is unreachable.
    if (fault.code.startsWith('certificate-')) return fails(fault);
    return fails(found('public-unreachable', { address: publicUrl, word: own.word }));
  }
}
