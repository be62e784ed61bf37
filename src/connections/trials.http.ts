import {
  HttpConverter,
  readJwtHeaders,
  type DocumentServerTokens,
  type EditorConnectorSettings,
} from '../editor-connector/index.js';
import type { Clock } from '../platform/clock/clock.js';
import type { PlatformSettings } from '../platform/config/platform.config.js';
import { BrowserAddressProbe } from './browser-address.probe.js';
import { CallbackProbe } from './callback.probe.js';
import { found } from './connection.js';
import { DocumentServerProbe } from './document-server.probe.js';
import type { ProbeFiles } from './probe-files.js';
import type { Trials } from './probes.js';

export interface EditorTrialParts {
  readonly editor: EditorConnectorSettings;
  readonly platform: Pick<PlatformSettings, 'publicUrl' | 'profile'>;
  readonly tokens: DocumentServerTokens;
  readonly files: ProbeFiles;
  readonly clock: Clock;
}

/** Both directions between Kontor and the Document Server, and what browsers load from both. */
export function editorTrials(
  parts: EditorTrialParts,
): Pick<Trials, 'document-server' | 'callback' | 'browser-address'> {
  const { editor, platform, tokens, files, clock } = parts;
  const { internalUrl, browserUrl, selfUrlForDocumentServer } = editor;
  const setting = internalUrl === browserUrl ? 'EUROOFFICE_URL' : 'EUROOFFICE_INTERNAL_URL';
  const readHeaders = readHeadersOf(editor);
  const server = new DocumentServerProbe({ tokens, internalUrl, setting, readHeaders, clock });
  const converter = new HttpConverter(tokens, internalUrl);
  const callback = new CallbackProbe({
    converter,
    files,
    selfUrlForDocumentServer,
    internalUrl,
    clock,
  });
  const { sharedOrigin, acceptsSharedOrigin } = editor;
  const isWarned = sharedOrigin !== undefined && !acceptsSharedOrigin;
  const warning = isWarned && platform.profile === 'production' ? found(sharedOrigin) : undefined;
  const browser = new BrowserAddressProbe({
    ...{ browserUrl, publicUrl: platform.publicUrl, files, clock },
    warning,
  });
  return {
    'document-server': (signal) => server.run(signal),
    callback: (signal) => callback.run(signal),
    'browser-address': (signal) => browser.run(signal),
  };
}

/** In lower case. */
export const readHeadersOf = ({ jwtHeader }: EditorConnectorSettings): readonly string[] =>
  readJwtHeaders(jwtHeader);
