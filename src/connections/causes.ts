import { DOCUMENT_SERVER_CAUSES, explainSharedOrigin } from '../editor-connector/index.js';
import { ADDRESS_CAUSES, cause, type Cause } from '../platform/http/address-faults.js';

/**
 * All causes that `kontor doctor`, the status page, the API and the metrics can report. Programs and the metric use
 * the code; German and French texts are in `src/desk/language`. docs/deploying.md has the same table, and a test
 * compares them. Facts: address, setting (the one to correct), and the other names in braces.
 */
export const CAUSES = {
  // The connection to any of them.
  ...ADDRESS_CAUSES,
  'settings-invalid': cause('Its settings are not right: {word}.', 'Correct the settings named.'),
  // Document Server.
  ...DOCUMENT_SERVER_CAUSES,
  'clock-differs': cause(
    'The clock of {address} differs from this one by {seconds} seconds.',
    'Synchronise the clocks of both machines (NTP).',
  ),
  'jwt-off': cause(
    'The Document Server does not check signatures: anybody who reaches it can use it, and its saves are refused here.',
    'Switch JWT on there: JWT_ENABLED=true with JWT_SECRET as EUROOFFICE_JWT_SECRET here.',
  ),
  'other-header': cause(
    'The Document Server signs in the header {word}, which is not read here.',
    'Set EUROOFFICE_JWT_HEADER to {word}, or JWT_HEADER there to Authorization.',
  ),
  'document-server-unhealthy': cause(
    'The Document Server says that its database, queue or cache does not work.',
    'Look at its log and at the services it needs (PostgreSQL, RabbitMQ, Redis).',
  ),
  // From the Document Server back to us.
  'document-server-first': cause(
    'This cannot be tried while the Document Server does not answer.',
    'Repair the connection to the Document Server first.',
  ),
  'callback-loopback': cause(
    'For the Document Server {address} is its own machine, not this one.',
    'Set EUROOFFICE_CALLBACK_URL to an address by which the Document Server reaches Kontor.',
  ),
  'callback-unreachable': cause(
    'The Document Server could not fetch from {address}, and from here it does not answer either ({word}).',
    'Correct EUROOFFICE_CALLBACK_URL, and check that a proxy passes it on to Kontor.',
  ),
  'callback-not-kontor': cause(
    'Something other than Kontor answers at {address}.',
    'Correct EUROOFFICE_CALLBACK_URL, and let proxies pass /api/eurooffice on unchanged, without a login.',
  ),
  'callback-other-kontor': cause(
    'Another Kontor answers at {address}: its secret is not the one used here.',
    'Correct EUROOFFICE_CALLBACK_URL; instances of one installation need the same KONTOR_SECRET_FILE.',
  ),
  'host-refused': cause(
    'Kontor answers at {address}, but is asked for by a name that is not its own.',
    'Let the proxy pass on the name that people use (Host), or name the other one in KONTOR_HOSTS.',
  ),
  'private-address': cause(
    'The Document Server did not fetch from {address}, a private address that answers from here: its filter for private addresses keeps it from it, or no way leads there.',
    'Allow it there (JWT on, or ALLOW_PRIVATE_IP_ADDRESS=true; no allowList without this address), check name and firewall, or set EUROOFFICE_CALLBACK_URL to another address.',
  ),
  'callback-not-reached': cause(
    'The Document Server could not fetch from {address}, which answers from here.',
    'Check that the Document Server knows the name, trusts its certificate, and that the firewall lets it through; or set EUROOFFICE_CALLBACK_URL to another address.',
  ),
  'fetched-but-failed': cause(
    'The Document Server fetched from {address} and says that it could not.',
    'A proxy on its way to Kontor may change or cut answers; look at the log of the Document Server.',
  ),
  'token-missing': cause(
    'The Document Server fetches from Kontor without a signature.',
    'Switch JWT on there for what it sends (JWT_ENABLED_OUTBOX=true), and let proxies pass its header on.',
  ),
  'outbox-secret': cause(
    'The Document Server signs what it sends with another secret.',
    'Set EUROOFFICE_JWT_SECRET (or EUROOFFICE_JWT_SECRET_OUTBOX) here to JWT_SECRET (or JWT_SECRET_OUTBOX) there.',
  ),
  'outbox-expired': cause(
    'The signatures of the Document Server are expired here: the two clocks differ.',
    'Synchronise the clocks of both machines (NTP).',
  ),
  'converter-missing': cause(
    'The Document Server has no conversion service at {address}.',
    'Let the proxy in front of it pass /converter on.',
  ),
  'converter-failed': cause(
    'The converter of the Document Server fails (error {code}).',
    'Look at the log of its converter, its disk and its memory; restart it.',
  ),
  'converter-timeout': cause(
    'The converter of the Document Server does not finish a tiny file (error {code}).',
    'Look at the load and the log of its converter; it may have stopped.',
  ),
  'converter-queue': cause(
    'The Document Server cannot use its queue or task database (error {code}).',
    'Look at its RabbitMQ and its PostgreSQL.',
  ),
  'converter-storage': cause(
    'The Document Server fails at storing or for an unknown reason (error {code}).',
    'Look at its log, and whether its disk is full or read-only.',
  ),
  'result-unreachable': cause(
    'The result of the Document Server cannot be fetched from {address} ({word}).',
    'Check that EUROOFFICE_INTERNAL_URL also serves /cache/files, and SECURE_LINK_SECRET of its proxy.',
  ),
  'result-wrong': cause(
    'The result of the Document Server at {address} is empty or a web page.',
    'Let this server reach it without a login by EUROOFFICE_INTERNAL_URL.',
  ),
  // What browsers load.
  'mixed-content': cause(
    'Kontor is https, the Document Server at {address} is http: browsers refuse to load it.',
    'Give the Document Server an https address and set EUROOFFICE_URL to it.',
  ),
  'api-script-missing': cause(
    'The editor script is not at {address}.',
    'Correct EUROOFFICE_URL: host, port and path prefix of the Document Server as browsers reach it.',
  ),
  'public-unreachable': cause(
    'Kontor cannot be reached at its own public address {address} ({word}).',
    'Correct KONTOR_PUBLIC_URL, or make its name known here, too.',
  ),
  'public-not-kontor': cause(
    'Something other than this Kontor answers at the public address {address}.',
    'Correct KONTOR_PUBLIC_URL, and check where the proxy passes it on to.',
  ),
  'no-editor-address': explainSharedOrigin('no-editor-address'),
  'document-server-on-our-host': explainSharedOrigin('document-server-on-our-host'),
  // Redis.
  'redis-password': cause(
    'Redis refuses the password or the user ({word}).',
    'Correct user and password in REDIS_URL.',
  ),
  'redis-permission': cause(
    'The user of Redis may not run all commands that Kontor needs ({word}).',
    'Give that user the commands +@all, or set a user in REDIS_URL that has them: ACL SETUSER name +@all ~kontor:*.',
  ),
  'redis-read-only': cause(
    'Redis is a read-only replica.',
    'Set REDIS_URL to the primary, or to an address that follows it after a failover.',
  ),
  'redis-memory': cause(
    'Redis is out of memory and takes nothing new.',
    'Raise maxmemory there, and set maxmemory-policy volatile-lru.',
  ),
  'redis-refuses': cause('Redis refuses to work ({word}).', 'Look at the log of Redis.'),
  // Database.
  'database-none': cause(
    'There is no database in {address} yet.',
    'Start Kontor: it makes the database at its first start. Else correct KONTOR_DATA_DIR.',
  ),
  'database-password': cause(
    'PostgreSQL refuses the user or the password.',
    'Correct DATABASE_URL, or pg_hba.conf there.',
  ),
  'database-missing': cause(
    'The database that DATABASE_URL names does not exist.',
    'Create it, or correct DATABASE_URL.',
  ),
  'database-permission': cause(
    'The database does not permit its user to write ({word}).',
    'Make the user of DATABASE_URL the owner of the database.',
  ),
  'database-read-only': cause(
    'The database can be read only.',
    'Use the primary in DATABASE_URL; for SQLite check owner, rights and mount of KONTOR_DATA_DIR.',
  ),
  'database-full': cause(
    'The disk of the database is full.',
    'Make room on the disk of the database.',
  ),
  'database-connections': cause(
    'PostgreSQL has no connection left.',
    'Raise max_connections there, or lower KONTOR_DATABASE_CONNECTIONS.',
  ),
  'database-not-migrated': cause(
    'The database lacks {count} migrations of this version.',
    'Start this version of Kontor: it brings the database up to date.',
  ),
  'database-newer': cause(
    'The database was used by a newer Kontor ({word}).',
    'Run the newer version again, or restore the backup from before the upgrade.',
  ),
  'database-damaged': cause(
    'The database is damaged ({word}).',
    'Stop Kontor and restore the backup, or rebuild the index with kontor reindex.',
  ),
  'database-busy': cause(
    'The database is too busy to take a write in time.',
    'Look at its load, and for transactions that stand idle.',
  ),
  'database-encoding': cause(
    'The database is in the encoding {word}, and refuses every text with another character.',
    'Make a database with ENCODING UTF8, and move this one there with pg_dump and psql.',
  ),
  'database-refuses': cause(
    'The database refuses to work ({word}).',
    'Look at the log of the database.',
  ),
  // Directory.
  'bind-refused': cause(
    'The directory refuses the name or the password of our account.',
    'Correct LDAP_BIND_DN and LDAP_BIND_PASSWORD.',
  ),
  'bind-account': cause(
    'The directory does not let our account in ({word}).',
    'Unlock or renew the account of LDAP_BIND_DN in the directory.',
  ),
  'directory-wants-tls': cause(
    'The directory takes no password without TLS.',
    'Use ldaps:// in LDAP_URL, or LDAP_START_TLS=true.',
  ),
  'no-start-tls': cause(
    'The directory does not offer StartTLS.',
    'Use ldaps:// in LDAP_URL without LDAP_START_TLS, or give the directory a certificate.',
  ),
  'base-dn': cause('LDAP_BASE_DN does not exist in the directory.', 'Correct LDAP_BASE_DN.'),
  'search-permission': cause(
    'Our account may not search in the directory.',
    'Give the account of LDAP_BIND_DN the right to read below LDAP_BASE_DN.',
  ),
  'filter-finds-nobody': cause(
    'LDAP_USER_FILTER finds nobody below LDAP_BASE_DN.',
    'Correct the attributes in LDAP_USER_FILTER, or LDAP_BASE_DN.',
  ),
  'filter-refused': cause('The directory refuses LDAP_USER_FILTER.', 'Correct LDAP_USER_FILTER.'),
  'directory-refuses': cause(
    'The directory refuses to work (result code {code}).',
    'Look at the log of the directory.',
  ),
  // Identity providers.
  'no-identity-provider': cause(
    'No identity provider answers at {address} (status 404).',
    'Correct issuer of {name} in OIDC_PROVIDERS.',
  ),
  'issuer-differs': cause(
    'The identity provider at {address} calls itself {word}.',
    'Write issuer in OIDC_PROVIDERS exactly as the provider does.',
  ),
  'provider-client-refused': cause(
    'The identity provider {name} refuses client_id or the secret.',
    'Correct client_id in OIDC_PROVIDERS and {word}; the secret may have run out there.',
  ),
  // Mail server.
  'smtp-no-start-tls': cause(
    'The mail server at {address} does not turn the connection into an encrypted one ({word}).',
    'Use smtps:// in SMTP_URL, or give the mail server a certificate; SMTP_START_TLS=false inside your own network only.',
  ),
  'smtp-credentials': cause(
    'The mail server refuses the user or the password ({word}).',
    'Correct SMTP_USER and SMTP_PASSWORD.',
  ),
  'smtp-no-sign-in': cause(
    'The mail server at {address} takes mail only from whoever signs in, or offers no way to sign in ({word}).',
    'Set SMTP_USER and SMTP_PASSWORD, or leave both away if it wants none; mostly port 587 is for signing in.',
  ),
  'smtp-sender-refused': cause(
    'The mail server refuses the sender {sender} ({word}).',
    'Set KONTOR_MAIL_FROM to an address for which the user of SMTP_URL may send.',
  ),
  'smtp-refuses': cause(
    'The mail server at {address} refuses to work ({word}).',
    'Look at its log; it may not take connections from this server.',
  ),
  'not-smtp': cause(
    'What answers at {address} does not speak SMTP ({word}).',
    'Correct SMTP_URL: host, port, or smtps:// where it is smtp://.',
  ),
  // Template backend.
  'credentials-missing': cause(
    'There is no credentials file {address} that this server can read.',
    'Put it there, or correct ONEOFFIXX_CREDENTIALS_FILE; check owner and rights.',
  ),
  'credentials-not-json': cause(
    'The credentials file {address} is not a JSON object.',
    'Correct the file.',
  ),
  'credentials-incomplete': cause(
    'The credentials file {address} lacks {word}.',
    'Complete the file.',
  ),
  'client-refused': cause(
    'The template backend refuses client_id or client_secret.',
    'Correct them in the credentials file.',
  ),
  'impersonation-refused': cause(
    'The template backend refuses to act for the person: preshared_key, SID or clock is not right.',
    'Correct preshared_key in the credentials file; check ONEOFFIXX_FAKE_SID and the clocks of both servers.',
  ),
  'scope-refused': cause('The template backend refuses the scope.', 'Correct ONEOFFIXX_SCOPE.'),
  'grant-type-refused': cause(
    'The template backend does not know the kind of grant.',
    'Set ONEOFFIXX_DOUBLE_ENCODE_BUG the other way; its client must be allowed to impersonate.',
  ),
  'grant-refused': cause(
    'The template backend gives no access ({word}).',
    'Check the credentials file and the registration of the client in the backend.',
  ),
  'library-missing': cause(
    'The template backend has no library for the person that was tried.',
    'Give the person a library there, or check ONEOFFIXX_API.',
  ),
  'nobody-to-ask-for': cause(
    'The credentials are accepted; whether templates come could not be tried: no account here has a SID.',
    'Sign in once with an account of the directory, or set ONEOFFIXX_FAKE_SID while trying out.',
  ),
  // Storage.
  'provider-full': cause(
    'Storage provider {name} is full.',
    'Make room there, or raise its quota.',
  ),
  'provider-read-only': cause(
    'Storage provider {name} can be read only.',
    'Mount it writable; look at its log for the reason.',
  ),
  'provider-permission': cause(
    'Kontor may not write to storage provider {name}.',
    'Check owner and rights of its folder, or the rights of the keys.',
  ),
  'provider-missing': cause(
    'The folder of storage provider {name} is not there.',
    'Mount it, or correct its url in KONTOR_STORAGE.',
  ),
  'provider-sync': cause(
    'Storage provider {name} cannot make writes durable ({word}).',
    'Use another file system or mount options; nothing is stored there meanwhile.',
  ),
  'provider-io': cause(
    'The disk of storage provider {name} reports errors ({word}).',
    'Replace the disk; Kontor rebuilds what was on it.',
  ),
  'provider-hangs': cause(
    'Storage provider {name} does not answer.',
    'Check its mount or its server; the others go on meanwhile.',
  ),
  'bucket-missing': cause(
    'The bucket of storage provider {name} does not exist.',
    'Create it, or correct its url in KONTOR_STORAGE.',
  ),
  'bucket-keys': cause(
    'Storage provider {name} refuses the keys ({word}).',
    'Correct KONTOR_S3_{upper}_ACCESS_KEY_ID and KONTOR_S3_{upper}_SECRET_ACCESS_KEY.',
  ),
  'bucket-clock': cause(
    'The clock of storage provider {name} differs too much.',
    'Synchronise the clocks of both machines (NTP).',
  ),
  'provider-other-bytes': cause(
    'Storage provider {name} gives back other bytes than it was given.',
    'Take it out of service, and look for the reason.',
  ),
  'provider-failed': cause(
    'Storage provider {name} does not work ({word}).',
    'Check its url in KONTOR_STORAGE, its mount or its server.',
  ),
} as const satisfies Record<string, Cause>;
