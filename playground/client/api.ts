// The script a page loads from the Document Server: it defines `DocsAPI.DocEditor` and nothing else.
// It runs as a classic script in foreign pages, so everything stays inside one function.
type HostFile = Record<string, unknown> & {
  key?: unknown;
  url?: string;
  fileType?: string;
  title?: string;
  token?: string;
};

interface HostConfig {
  documentType?: string;
  type?: string;
  token?: string;
  width?: string;
  height?: string;
  document?: HostFile;
  editorConfig?: Record<string, unknown> & { lang?: string; user?: Record<string, unknown> };
  events?: Record<string, ((event: { target: unknown; data?: unknown }) => void) | undefined>;
}

((): void => {
  const VERSION = '9.3.0';
  const scriptPath = '/web-apps/apps/api/documents/api.js';

  const extensions: Record<string, string> = {
    word: 'doc docm docx docxf dot dotm dotx epub fb2 fodt gdoc hml htm html hwp hwpx md mht mhtml odt oform ott pages rtf stw sxw txt wps wpt xml',
    cell: 'csv et ett fods gsheet numbers ods ots sxc tsv xls xlsb xlsm xlsx xlt xltm xltx',
    slide: 'dps dpt fodp gslides key odg odp otp pot potm potx pps ppsm ppsx ppt pptm pptx sxi',
    pdf: 'djvu oxps pdf xps',
    diagram: 'vsdm vsdx vssm vssx vstm vstx',
  };
  const defaults: Record<string, string> = {
    word: 'docx',
    cell: 'xlsx',
    slide: 'pptx',
    pdf: 'pdf',
    diagram: 'vsdx',
  };
  const deprecated: Record<string, string> = {
    text: 'word',
    spreadsheet: 'cell',
    presentation: 'slide',
    'text-pdf': 'pdf',
  };

  /** Each handler enables the matching button. */
  const flags: Record<string, string> = {
    onMakeActionLink: 'canMakeActionLink',
    onOutdatedVersion: 'canUpdateVersion',
    onRequestClose: 'canRequestClose',
    onRequestCompareFile: 'canRequestCompareFile',
    onRequestCreateNew: 'canRequestCreateNew',
    onRequestEditRights: 'canRequestEditRights',
    onRequestFillingStatus: 'canRequestFillingStatus',
    onRequestHistory: 'canUseHistory',
    onRequestHistoryClose: 'canHistoryClose',
    onRequestInsertImage: 'canRequestInsertImage',
    onRequestMailMergeRecipients: 'canRequestMailMergeRecipients',
    onRequestOpen: 'canRequestOpen',
    onRequestReferenceData: 'canRequestReferenceData',
    onRequestReferenceSource: 'canRequestReferenceSource',
    onRequestRefreshFile: 'canRequestRefreshFile',
    onRequestRename: 'canRename',
    onRequestRestore: 'canHistoryRestore',
    onRequestSaveAs: 'canRequestSaveAs',
    onRequestSelectDocument: 'canRequestSelectDocument',
    onRequestSelectSpreadsheet: 'canRequestSelectSpreadsheet',
    onRequestSendNotify: 'canRequestSendNotify',
    onRequestSharingSettings: 'canRequestSharingSettings',
    onRequestStartFilling: 'canStartFilling',
    onRequestUsers: 'canRequestUsers',
    onSaveDocument: 'canSaveDocumentToBinary',
  };

  const base = (): string => {
    const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')];
    const own = scripts.find(({ src }) => src.includes('api/documents/api.js'));
    return own ? own.src.slice(0, own.src.indexOf(scriptPath)) : '';
  };

  const typeOf = (extension: string): string | undefined =>
    Object.keys(extensions).find((type) => extensions[type]?.split(' ').includes(extension));

  /** Completes the config as the real script does; returns its error, if any. */
  function fault(config: HostConfig): string | undefined {
    const file = config.document;
    if (!file?.url) return 'The "document.url" parameter is missing.';
    if (!file.fileType && !config.documentType)
      return 'The "document.fileType" parameter is missing.';
    if (file.key !== undefined && typeof file.key !== 'string') {
      return 'The "document.key" parameter must be a text.';
    }
    return faultyType(config, file) ?? completeFile(file);
  }

  function faultyType(config: HostConfig, file: HostFile): string | undefined {
    const given = config.documentType?.toLowerCase();
    const type = given && (deprecated[given] ?? given);
    if (type && !(type in extensions)) {
      return `The "documentType" parameter "${config.documentType}" is unknown.`;
    }
    file.fileType = (file.fileType ?? defaults[type ?? 'word'] ?? '').toLowerCase();
    const inferred = typeOf(file.fileType);
    if (!inferred) return `The "document.fileType" parameter "${file.fileType}" is not supported.`;
    config.documentType = type ?? inferred;
    return undefined;
  }

  function completeFile(file: HostFile): undefined {
    file.key ||= randomKey();
    file.title ||= `Unnamed.${file.fileType}`;
  }

  const randomKey = (): string =>
    [...crypto.getRandomValues(new Uint8Array(10))]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');

  function complete(config: HostConfig): void {
    if (config.token !== undefined && config.document) config.document.token = config.token;
    const settings = (config.editorConfig ??= {});
    if (typeof settings.user?.id === 'number') settings.user.id = String(settings.user.id);
    for (const [event, flag] of Object.entries(flags))
      if (config.events?.[event]) settings[flag] = true;
  }

  function makeFrame(config: HostConfig, origin: string): HTMLIFrameElement {
    const query = new URLSearchParams({
      _dc: VERSION,
      lang: config.editorConfig?.lang ?? 'en',
      type: config.type ?? 'desktop',
      shardkey: String(config.document?.key),
    });
    const frame = document.createElement('iframe');
    frame.src = `${origin}/web-apps/apps/simulator/index.html?${query}`;
    frame.name = 'frameEditor';
    frame.title = String(config.document?.title);
    frame.allow = 'clipboard-read; clipboard-write; fullscreen';
    frame.width = config.width ?? '100%';
    frame.height = config.height ?? '100%';
    frame.style.border = '0';
    // As in the real script, which does this for Safari.
    frame.setAttribute('onmousewheel', '');
    return frame;
  }

  function showFault(placeholder: HTMLElement | null, text: string): void {
    const alert = document.createElement('p');
    alert.setAttribute('role', 'alert');
    alert.textContent = text;
    placeholder?.replaceChildren(alert);
  }

  /** The methods of an open editor. Except for `destroyEditor`, they are commands to the frame. */
  const commands = [
    'denyEditingRights',
    'downloadAs',
    'insertImage',
    'refreshFile',
    'refreshHistory',
    'requestClose',
    'setActionLink',
    'setFavorite',
    'setHistoryData',
    'setMailMergeRecipients',
    'setReferenceData',
    'setReferenceSource',
    'setRequestedDocument',
    'setRequestedSpreadsheet',
    'setRevisedFile',
    'setSharingSettings',
    'setUsers',
    'showMessage',
    'showSharingSettings',
    'startFilling',
  ];

  function DocEditor(
    placeholderId: string,
    config: HostConfig,
  ): Record<string, (data?: unknown) => void> {
    const placeholder = document.getElementById(placeholderId);
    const methods: Record<string, (data?: unknown) => void> = { destroyEditor: () => undefined };
    const emit = (event: string, data?: unknown): void =>
      config.events?.[event]?.({ target: methods, data });
    const wrong = fault(config);
    if (wrong !== undefined || !placeholder) {
      showFault(placeholder, wrong ?? '');
      emit('onError', {
        errorCode: -1,
        errorDescription: wrong ?? `There is no element "${placeholderId}".`,
      });
      return methods;
    }
    complete(config);
    return connect({ placeholder, config, methods, emit });
  }

  interface Connection {
    placeholder: HTMLElement;
    config: HostConfig;
    methods: Record<string, (data?: unknown) => void>;
    emit: (event: string, data?: unknown) => void;
  }

  function connect({
    placeholder,
    config,
    methods,
    emit,
  }: Connection): Record<string, (data?: unknown) => void> {
    const origin = base();
    const frame = makeFrame(config, origin);
    const tell = (command: string, data?: unknown): void =>
      frame.contentWindow?.postMessage({ command, data }, new URL(origin, location.href).origin);
    const listen = (message: MessageEvent): void => {
      if (message.source !== frame.contentWindow || message.origin !== new URL(frame.src).origin)
        return;
      const { event, data } = message.data as { event: string; data?: unknown };
      if (event === 'onAppReady') tell('init', plain(config));
      emit(event, data);
    };
    addEventListener('message', listen);
    placeholder.replaceWith(frame);
    for (const command of commands)
      methods[command] = (data) => tell(command, command === 'refreshFile' ? plain(data) : data);
    methods.destroyEditor = () => {
      removeEventListener('message', listen);
      frame.replaceWith(placeholder);
      placeholder.replaceChildren();
    };
    return methods;
  }

  /** Functions cannot be sent to the frame. */
  const plain = (value: unknown): unknown => {
    const config = JSON.parse(JSON.stringify(value ?? {})) as HostConfig;
    delete config.events;
    if (config.token !== undefined && config.document) config.document.token = config.token;
    return config;
  };

  DocEditor.version = (): string => VERSION;
  DocEditor.warmUp = (): void => undefined;
  Object.assign(globalThis, { DocsAPI: { DocEditor } });
})();
