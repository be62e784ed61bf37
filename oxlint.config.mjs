// Who may import whom, and how large a file may grow. ARCHITECTURE.md shows the same table to people;
// test/medium/lint-matrix.spec.ts plants faults and sees each one caught.
//
// Two traps of `no-restricted-imports`: a later override replaces the rule whole, it does not merge, hence
// one complete list of patterns per module and file kind; and a `!` pattern also hides what later patterns
// of its group would catch, hence each negation names exactly one path.

/** module → modules it may use, through their `index.ts`. Everyone may use `platform`. */
export const mayUse = {
  desk: [
    ...['office-connector', 'oneoffixx', 'editor-connector', 'documents', 'storage', 'access'],
    ...['administration', 'connections', 'conversion', 'notifications', 'audit', 'webhooks'],
    'mail',
  ],
  administration: [
    ...['office-connector', 'oneoffixx', 'editor-connector', 'documents', 'audit', 'access'],
  ],
  connections: [
    ...['editor-connector', 'oneoffixx', 'notifications', 'mail', 'directory', 'storage', 'access'],
  ],
  audit: ['documents', 'storage', 'access'],
  webhooks: ['documents', 'version-archive', 'access'],
  conversion: ['documents', 'editor-connector', 'version-archive', 'access'],
  'office-connector': ['documents', 'version-archive', 'instruction-xml', 'oneoffixx', 'access'],
  'editor-connector': ['documents', 'version-archive', 'access', 'notifications'],
  notifications: ['documents', 'mail', 'access'],
  documents: ['version-archive'],
  'version-archive': ['storage'],
  storage: [],
  oneoffixx: [],
  'instruction-xml': [],
  mail: [],
  directory: [],
  access: ['directory'],
};
// The command line is a second way in, beside the web: it may ask every module.
mayUse['command-line'] = Object.keys(mayUse);
const modules = Object.keys(mayUse);

/**
 * module → room (a folder inside it) → rooms beside it that it may use. What lies at the root of a module (its
 * errors, settings, shared shapes) is for all its rooms; only the module file and the index look into them.
 */
export const rooms = {
  audit: { reading: ['chain'], chain: ['log'], log: [] },
  notifications: { 'by-mail': [] },
  webhooks: {
    registration: ['delivery', 'sending'],
    delivery: ['sending'],
    sending: [],
    events: [],
  },
  access: {
    sessions: ['sign-in'],
    'sign-in': ['accounts', 'clients', 'groups'],
    'second-factor': ['sign-in', 'accounts'],
    openid: ['sign-in', 'claims', 'accounts'],
    clients: ['claims', 'accounts', 'groups'],
    claims: ['accounts', 'groups'],
    groups: ['accounts'],
    accounts: ['identities'],
    identities: [],
  },
  desk: {
    ...Object.fromEntries(
      [
        ...['account', 'admin', 'document', 'documents', 'edit', 'keys', 'notifications'],
        ...['pick', 'second-factor', 'sign-in', 'status', 'wizard'],
      ].map((page) => [page, ['parts', 'language']]),
    ),
    parts: ['language'],
    client: ['language', 'edit', 'wizard'],
    styles: [],
    language: [],
  },
  documents: {
    uploads: ['content', 'registry', 'formats'],
    content: ['registry', 'checkout', 'formats'],
    sharing: ['registry'],
    registry: ['checkout', 'formats'],
    checkout: [],
    formats: [],
  },
  'editor-connector': {
    asking: ['opening'],
    opening: ['sessions', 'document-server'],
    saving: ['opening', 'sessions', 'document-server'],
    recovery: ['saving', 'document-server'],
    exchange: ['opening', 'saving', 'sessions', 'document-server'],
    history: ['opening', 'saving', 'sessions', 'document-server'],
    forms: ['saving', 'document-server'],
    autosave: ['document-server'],
    sessions: [],
    'document-server': [],
  },
  'office-connector': {
    upload: ['links', 'templates'],
    payloads: ['links', 'templates'],
    checkout: ['links'],
    templates: ['links'],
    links: [],
  },
  storage: {
    maintenance: ['keyrings', 'providers', 'seal'],
    recovery: ['read', 'keyrings', 'providers', 'seal', 'erasure'],
    write: ['keyrings', 'providers', 'seal', 'erasure'],
    read: ['providers', 'seal'],
    keyrings: ['providers', 'seal'],
    providers: [],
    seal: [],
    erasure: [],
  },
};
/** Wiring from end to end: its files are all of the outermost kind. */
const outerModules = ['command-line'];
/** Computation only: data in, data out. */
const pureFolders = ['src/instruction-xml/render', 'src/storage/seal', 'src/storage/erasure'];

const adapterSuffixes = [
  ...['kysely', 'http', 'ws', 'redis', 'file', 'directory', 's3', 'ldap', 'smtp'],
  ...['jwt', 'timer', 'memory'],
];
const outerSuffixes = [...adapterSuffixes, 'use-case', 'controller', 'module', 'schema', 'config'];

const suffixed = (suffixes) => suffixes.flatMap((s) => [`./**/*.${s}.js`, `../**/*.${s}.js`]);
/** A folder of `src` seen from the root of a module, and from one or two folders below that. */
const seenFrom = (path) => [`../${path}`, ...seenFromBelow(path)];
const seenFromBelow = (path) => [`../../${path}`, `../../../${path}`];
const forbid = (message, group) => (group.length > 0 ? [{ group, message }] : []);

const neverInSource = [
  ...forbid('tests use the source, never the reverse', [
    '@jest/globals',
    'fast-check',
    '**/test/**',
  ]),
  ...forbid('the product knows nothing of the playground', ['**/playground/**']),
];

/** `seen` says how a path looks from where the file lies: `../documents` is a module from a root, a room from a room. */
const foreign = (module, seen = seenFrom) => [
  ...neverInSource,
  ...forbid(
    `${module} may not use this module; see the table in ARCHITECTURE.md`,
    modules
      .filter((other) => other !== module && !mayUse[module].includes(other))
      .flatMap((other) => seen(`${other}/**`)),
  ),
  ...mayUse[module].flatMap((other) =>
    forbid(`use ${other} through its index.ts`, [
      ...seen(`${other}/**`),
      ...seen(`${other}/index.js`).map((path) => `!${path}`),
    ]),
  ),
];

const otherRooms = (module, room) =>
  forbid(
    `${module}/${room} may not use this room; see the table in ARCHITECTURE.md`,
    Object.keys(rooms[module])
      .filter((other) => other !== room && !rooms[module][room].includes(other))
      .map((other) => `../${other}/**`),
  );

const drivers = [
  ...['kysely', 'kysely/*', 'better-sqlite3', 'pg', 'undici', 'ws', '@aws-sdk/*'],
  ...['redis', 'cache-manager-redis-yet', 'nodemailer'],
];
const disk = ['node:fs', 'node:fs/*', 'node:http', 'node:https', 'node:net', 'node:child_process'];
const framework = ['@nestjs/*', '@nestjs/**', 'fastify', '@fastify/*'];

const plain = forbid('domain files are plain TypeScript: no framework, no disk, no database', [
  ...framework,
  ...drivers,
  ...disk,
  ...suffixed(outerSuffixes),
]);
const portsOnly = forbid('talk to the port, not to the adapter', [
  ...drivers,
  ...suffixed(adapterSuffixes),
]);
const noHttp = forbid('a use case knows no HTTP', [
  'fastify',
  '@fastify/*',
  '@nestjs/platform-fastify',
  ...suffixed(['controller', 'schema']),
]);
const throughUseCase = forbid('a controller calls one use case', [...suffixed(['repository'])]);
const inwards = forbid('adapters know their port, not who calls it', [
  ...suffixed(['use-case', 'controller']),
]);

const sources = (folder, pattern = '*') => [
  `${folder}/**/${pattern}.ts`,
  `${folder}/**/${pattern}.tsx`,
];
const only = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

/** The last rule that fits a file replaces those before it, so each kind of file has the whole list. */
const rulesOf = (folder, strangers, isOuter) => {
  const kinds = (suffixes) => suffixes.flatMap((suffix) => sources(folder, `*.${suffix}`));
  return [
    only(sources(folder), [...strangers, ...(isOuter ? [] : plain)]),
    only([...sources(folder, '*.*'), `${folder}/index.ts`], strangers),
    only(kinds(['use-case']), [...strangers, ...portsOnly, ...noHttp]),
    only(kinds(['controller']), [...strangers, ...portsOnly, ...throughUseCase]),
    only(kinds(adapterSuffixes), [...strangers, ...inwards]),
  ];
};

const moduleRules = modules.flatMap((module) => [
  ...rulesOf(`src/${module}`, foreign(module), outerModules.includes(module)),
  ...Object.keys(rooms[module] ?? {}).flatMap((room) =>
    rulesOf(
      `src/${module}/${room}`,
      [...foreign(module, seenFromBelow), ...otherRooms(module, room)],
      false,
    ),
  ),
]);

const pureCores = pureFolders.map((folder) =>
  only(sources(folder), [
    ...neverInSource,
    ...plain,
    ...forbid(
      'a pure core imports nothing of ours outside its folder but functions over keys and bytes, and the tag of sentences',
      [
        ...['../**', '!**/platform/crypto/*.js', '!**/platform/memory/wiping.js'],
        '!**/platform/errors/sentence.js',
      ],
    ),
  ]),
);

const platform = only(sources('src/platform'), [
  ...neverInSource,
  ...forbid(
    'platform knows no module',
    modules.flatMap((module) => seenFrom(`${module}/**`)),
  ),
]);

/** It knows Kontor by its public contract: HTTP, wire formats, settings. */
const playground = only(sources('playground'), [
  ...forbid('the playground shares no code with the product', ['**/src/**', '**/dist/**']),
  ...forbid('tests use the playground, never the reverse', ['@jest/globals', '**/test/**']),
]);

/** Other applications install them. */
const packages = [
  only(
    ['packages/**'],
    forbid('a package shares no code with the product: it knows Kontor by HTTP', [
      ...['**/playground/**', '**/test/**', '@jest/globals'],
      ...['src', 'dist'].flatMap((folder) => [`../../${folder}/**`, `../../../${folder}/**`]),
      ...['src', 'dist'].map((folder) => `../../../../${folder}/**`),
    ]),
  ),
  // Node and browsers alike.
  only(
    ['packages/client/src/**', 'packages/editor/src/**'],
    forbid('this code runs in browsers too, and knows Kontor by HTTP', [
      ...['node:*', ...framework, ...drivers, '@jest/globals'],
      ...['../../../**'],
    ]),
  ),
];

/** `any` may not spread through typed code. Tests read JSON bodies, scripts are not compiled: off there. */
const unsafe = (level) =>
  Object.fromEntries(
    ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
      `typescript/no-unsafe-${use}`,
      level,
    ]),
  );

const browserCode = {
  files: ['src/*/client/**', 'playground/client/**'],
  env: { browser: true },
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: forbid('this code runs in a browser', [...framework, ...drivers, 'node:*']) },
    ],
  },
};

const testCode = {
  files: ['**/*.spec.ts', '**/*.spec.tsx', '**/*.conformance.ts', 'test/**', 'bench/**'],
  rules: {
    'no-restricted-imports': 'off',
    'max-lines-per-function': 'off',
    'node/no-process-env': 'off',
    ...unsafe('off'),
    'typescript/restrict-template-expressions': 'off',
    'typescript/unbound-method': 'off',
    'no-console': 'off',
  },
};

const scripts = {
  files: ['scripts/**', '*.mjs', 'bench/**'],
  rules: {
    'node/no-process-env': 'off',
    'import/no-default-export': 'off',
    'no-console': 'off',
    ...unsafe('off'),
  },
};

export default {
  plugins: ['typescript', 'import', 'node', 'unicorn', 'promise', 'oxc'],
  options: { typeAware: true },
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: [
    'dist*/**',
    'node_modules/**',
    'data/**',
    'test/vectors/**',
    'coverage/**',
    'packages/*/src/generated/**',
    // Shown to the letter as others write it.
    'examples/seed-python/editor.js',
  ],
  rules: {
    // Budgets: a file is one idea, a function one step of it.
    'max-lines': ['error', { max: 400 }],
    'max-lines-per-function': ['error', { max: 60 }],
    'max-params': ['error', { max: 5 }],
    'max-depth': ['error', { max: 3 }],
    complexity: ['error', { max: 15 }],

    'import/no-cycle': 'error',
    'import/no-self-import': 'error',
    'import/no-default-export': 'error',
    'node/no-process-env': 'error',
    'no-console': 'error',
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    'unicorn/prefer-node-protocol': 'error',
    eqeqeq: 'error',
    'no-eval': 'error',
    'no-new-func': 'error',

    'typescript/no-explicit-any': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/only-throw-error': ['error', { allowThrowingUnknown: true }],
    'typescript/switch-exhaustiveness-check': 'error',
    ...unsafe('error'),
    // What the compiler already proves, or what a reader finds clearer the plain way.
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unsafe-enum-comparison': 'off',
    'typescript/consistent-return': 'off',
    'import/no-unassigned-import': 'off',
    'import/no-named-as-default-member': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-useless-spread': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'promise/always-return': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/no-misused-spread': ['error', { allow: ['string'] }],
    'no-new': 'off',
    'no-shadow': ['error', { allow: ['_'] }],
    // Nest finds what to inject by the class itself: an import turned into `import type` loses it.
    'typescript/consistent-type-imports': 'off',
    // Nest modules and settings tokens are classes without members on purpose.
    'typescript/no-extraneous-class': 'off',
  },
  overrides: [
    ...moduleRules,
    ...pureCores,
    platform,
    playground,
    ...packages,
    { files: ['playground/start.ts'], rules: { 'node/no-process-env': 'off' } },
    {
      files: ['src/platform/config/**', 'src/platform/memory/process-settings.ts'],
      rules: { 'node/no-process-env': 'off' },
    },
    browserCode,
    // A dictionary is one list, however long: one file for each language is easier to keep complete.
    {
      files: ['src/desk/language/**', 'src/platform/language/*-refusals.ts'],
      rules: { 'max-lines': 'off' },
    },
    testCode,
    scripts,
  ],
};
