import type { Cause, CauseCode } from '../../connections/index.js';

const cause = (said: string, fix: string): Cause => ({ cause: said, fix });
const CLOCKS = 'Gleichen Sie die Uhren beider Maschinen ab (NTP).';

export const causesGerman: Record<CauseCode, Cause> = {
  'connection-refused': cause(
    'Unter {address} antwortet niemand.',
    'Starten Sie das System, oder berichtigen Sie {setting}.',
  ),
  'unknown-host': cause(
    'Der Rechnername in {address} ist hier nicht bekannt.',
    'Berichtigen Sie {setting}, oder tragen Sie den Namen im DNS dieses Servers ein.',
  ),
  timeout: cause(
    '{address} antwortet nicht rechtzeitig.',
    'Prüfen Sie {setting}, die Firewall zwischen den Maschinen und die Last des Systems.',
  ),
  unreachable: cause(
    '{address} ist nicht erreichbar ({word}).',
    'Prüfen Sie {setting}, das Netz und die Firewall zwischen den Maschinen.',
  ),
  'connection-reset': cause(
    '{address} schliesst die Verbindung, bevor eine Antwort kommt.',
    'Prüfen Sie {setting} (http oder https, Port) und das Protokoll des Systems; auch ein Proxy kann Verbindungen beenden.',
  ),
  'certificate-untrusted': cause(
    'Dem Zertifikat von {address} wird hier nicht vertraut.',
    'Geben Sie seine Zertifizierungsstelle mit {authority} an, oder verwenden Sie ein Zertifikat einer bekannten Stelle.',
  ),
  'certificate-expired': cause(
    'Das Zertifikat von {address} ist heute nicht gültig.',
    'Erneuern Sie das Zertifikat; wurde es schon erneuert, prüfen Sie die Uhr dieses Servers.',
  ),
  'certificate-wrong-name': cause(
    'Das Zertifikat von {address} gilt für einen anderen Namen.',
    'Verwenden Sie in {setting} den Namen des Zertifikats, oder stellen Sie es für diesen Namen aus.',
  ),
  'certificate-expires': cause(
    'Das Zertifikat von {address} läuft in {days} Tagen ab.',
    'Erneuern Sie es vorher.',
  ),
  'not-tls': cause(
    '{address} spricht kein TLS.',
    'Berichtigen Sie {setting}: den Port, oder das Schema ohne TLS im eigenen Netz.',
  ),
  'not-http': cause(
    'Was unter {address} antwortet, spricht kein HTTP.',
    'Berichtigen Sie {setting}: den Port, oder https statt http.',
  ),
  'web-page': cause(
    'Unter {address} antwortet eine Webseite, etwa eine Anmeldung vor dem System.',
    'Berichtigen Sie {setting}, oder lassen Sie diesen Server an der Anmeldung vorbei.',
  ),
  redirected: cause(
    '{address} verweist auf eine andere Adresse; dem wird nicht gefolgt.',
    'Tragen Sie die endgültige Adresse in {setting} ein.',
  ),
  'server-error': cause(
    '{address}, oder ein Proxy davor, antwortet mit Status {status}.',
    'Sehen Sie im Protokoll des Systems nach; vielleicht startet es noch.',
  ),
  'wrong-answer': cause(
    '{address} antwortet, aber nicht wie erwartet ({word}).',
    'Prüfen Sie {setting}, mit dem Pfad, falls es einen gibt, und das Protokoll des Systems.',
  ),
  'settings-invalid': cause(
    'Die Einstellungen dazu stimmen nicht: {word}.',
    'Berichtigen Sie die genannten Einstellungen.',
  ),
  'no-document-server': cause(
    'Unter {address} antwortet kein Document Server (Status 404).',
    'Berichtigen Sie {setting}: Rechner, Port und Pfad.',
  ),
  'secret-refused': cause(
    'Der Document Server nimmt unsere Signatur nicht an.',
    'Setzen Sie EUROOFFICE_JWT_SECRET hier auf den Wert von JWT_SECRET (oder JWT_SECRET_INBOX) dort.',
  ),
  'signature-expired': cause(
    'Für den Document Server sind unsere Signaturen abgelaufen: Die beiden Uhren gehen verschieden.',
    CLOCKS,
  ),
  'clock-differs': cause(
    'Die Uhr von {address} weicht um {seconds} Sekunden von dieser ab.',
    CLOCKS,
  ),
  'jwt-off': cause(
    'Der Document Server prüft keine Signaturen: Wer ihn erreicht, kann ihn benutzen, und was er speichert, wird hier abgelehnt.',
    'Schalten Sie JWT dort ein: JWT_ENABLED=true, mit JWT_SECRET wie EUROOFFICE_JWT_SECRET hier.',
  ),
  'other-header': cause(
    'Der Document Server signiert in der Kopfzeile {word}; sie wird hier nicht gelesen.',
    'Setzen Sie EUROOFFICE_JWT_HEADER auf {word}, oder dort JWT_HEADER auf Authorization.',
  ),
  'document-server-unhealthy': cause(
    'Der Document Server meldet, dass seine Datenbank, Warteschlange oder sein Cache nicht arbeitet.',
    'Sehen Sie in seinem Protokoll nach und bei den Diensten, die er braucht (PostgreSQL, RabbitMQ, Redis).',
  ),
  'document-server-first': cause(
    'Das lässt sich nicht prüfen, solange der Document Server nicht antwortet.',
    'Stellen Sie zuerst die Verbindung zum Document Server her.',
  ),
  'callback-loopback': cause(
    'Für den Document Server ist {address} seine eigene Maschine, nicht diese.',
    'Setzen Sie EUROOFFICE_CALLBACK_URL auf eine Adresse, unter der der Document Server Kontor erreicht.',
  ),
  'callback-unreachable': cause(
    'Der Document Server konnte von {address} nichts holen, und auch von hier antwortet sie nicht ({word}).',
    'Berichtigen Sie EUROOFFICE_CALLBACK_URL, und prüfen Sie, ob ein Proxy sie an Kontor weitergibt.',
  ),
  'callback-not-kontor': cause(
    'Unter {address} antwortet etwas anderes als Kontor.',
    'Berichtigen Sie EUROOFFICE_CALLBACK_URL; Proxys müssen /api/eurooffice unverändert und ohne Anmeldung weitergeben.',
  ),
  'callback-other-kontor': cause(
    'Unter {address} antwortet ein anderes Kontor: Sein Geheimnis ist nicht dasselbe wie hier.',
    'Berichtigen Sie EUROOFFICE_CALLBACK_URL; alle Instanzen einer Installation brauchen dieselbe KONTOR_SECRET_FILE.',
  ),
  'host-refused': cause(
    'Unter {address} antwortet Kontor, wird aber unter einem Namen gefragt, der nicht seiner ist.',
    'Lassen Sie den Proxy den Namen weitergeben, den die Leute verwenden (Host), oder nennen Sie den anderen in KONTOR_HOSTS.',
  ),
  'private-address': cause(
    'Der Document Server hat von {address} nichts geholt, einer privaten Adresse, die von hier antwortet: Sein Filter für private Adressen verhindert es, oder es führt kein Weg dorthin.',
    'Erlauben Sie sie dort (JWT ein, oder ALLOW_PRIVATE_IP_ADDRESS=true; keine allowList ohne diese Adresse), prüfen Sie Namen und Firewall, oder setzen Sie EUROOFFICE_CALLBACK_URL auf eine andere Adresse.',
  ),
  'callback-not-reached': cause(
    'Der Document Server konnte von {address} nichts holen, obwohl sie von hier antwortet.',
    'Prüfen Sie, ob er den Namen kennt, dem Zertifikat vertraut und durch die Firewall kommt; oder setzen Sie EUROOFFICE_CALLBACK_URL auf eine andere Adresse.',
  ),
  'fetched-but-failed': cause(
    'Der Document Server hat von {address} geholt und meldet, er habe es nicht gekonnt.',
    'Ein Proxy auf dem Weg zu Kontor verändert oder kürzt vielleicht Antworten; sehen Sie im Protokoll des Document Servers nach.',
  ),
  'token-missing': cause(
    'Der Document Server holt von Kontor ohne Signatur.',
    'Schalten Sie dort JWT auch für das ein, was er sendet (JWT_ENABLED_OUTBOX=true); Proxys müssen seine Kopfzeile weitergeben.',
  ),
  'outbox-secret': cause(
    'Der Document Server signiert, was er sendet, mit einem anderen Geheimnis.',
    'Setzen Sie EUROOFFICE_JWT_SECRET (oder EUROOFFICE_JWT_SECRET_OUTBOX) hier auf JWT_SECRET (oder JWT_SECRET_OUTBOX) dort.',
  ),
  'outbox-expired': cause(
    'Die Signaturen des Document Servers sind hier abgelaufen: Die beiden Uhren gehen verschieden.',
    CLOCKS,
  ),
  'converter-missing': cause(
    'Der Document Server bietet unter {address} keine Umwandlung an.',
    'Lassen Sie den Proxy davor /converter weitergeben.',
  ),
  'converter-failed': cause(
    'Die Umwandlung des Document Servers schlägt fehl (Fehler {code}).',
    'Sehen Sie im Protokoll seines Converters nach, prüfen Sie Datenträger und Speicher, und starten Sie ihn neu.',
  ),
  'converter-timeout': cause(
    'Die Umwandlung des Document Servers wird mit einer winzigen Datei nicht fertig (Fehler {code}).',
    'Prüfen Sie Last und Protokoll seines Converters; vielleicht steht er still.',
  ),
  'converter-queue': cause(
    'Der Document Server kann seine Warteschlange oder Aufgabendatenbank nicht benutzen (Fehler {code}).',
    'Prüfen Sie sein RabbitMQ und sein PostgreSQL.',
  ),
  'converter-storage': cause(
    'Der Document Server scheitert beim Ablegen oder aus unbekanntem Grund (Fehler {code}).',
    'Sehen Sie in seinem Protokoll nach, und ob sein Datenträger voll oder schreibgeschützt ist.',
  ),
  'result-unreachable': cause(
    'Das Ergebnis des Document Servers lässt sich von {address} nicht holen ({word}).',
    'Prüfen Sie, ob EUROOFFICE_INTERNAL_URL auch /cache/files ausliefert, und SECURE_LINK_SECRET seines Proxys.',
  ),
  'result-wrong': cause(
    'Das Ergebnis des Document Servers unter {address} ist leer oder eine Webseite.',
    'Lassen Sie diesen Server ihn mit EUROOFFICE_INTERNAL_URL ohne Anmeldung erreichen.',
  ),
  'mixed-content': cause(
    'Kontor ist https, der Document Server unter {address} http: Browser laden ihn nicht.',
    'Geben Sie dem Document Server eine https-Adresse, und setzen Sie EUROOFFICE_URL darauf.',
  ),
  'api-script-missing': cause(
    'Das Skript des Editors liegt nicht unter {address}.',
    'Berichtigen Sie EUROOFFICE_URL: Rechner, Port und Pfad des Document Servers, wie Browser ihn erreichen.',
  ),
  'public-unreachable': cause(
    'Kontor ist unter seiner öffentlichen Adresse {address} nicht erreichbar ({word}).',
    'Berichtigen Sie KONTOR_PUBLIC_URL, oder machen Sie den Namen auch hier bekannt.',
  ),
  'public-not-kontor': cause(
    'Unter der öffentlichen Adresse {address} antwortet etwas anderes als dieses Kontor.',
    'Berichtigen Sie KONTOR_PUBLIC_URL, und prüfen Sie, wohin der Proxy sie weitergibt.',
  ),
  'no-editor-address': cause(
    'Der Editor hat keinen eigenen Rechnernamen: Skripte des Document Servers können im Namen dessen handeln, der bearbeitet, und die Schlüssel privater Dokumente lesen.',
    'Führen Sie einen zweiten Rechnernamen zu diesem Server, und setzen Sie KONTOR_EDITOR_URL darauf.',
  ),
  'document-server-on-our-host': cause(
    'Der Document Server hat den Rechnernamen dieses Servers: Er bekommt die Sitzungen aller, die bearbeiten, und seine Skripte können die Schlüssel privater Dokumente lesen.',
    'Geben Sie dem Document Server einen eigenen Rechnernamen, und setzen Sie EUROOFFICE_URL darauf.',
  ),
  'redis-password': cause(
    'Redis weist Passwort oder Benutzer zurück ({word}).',
    'Berichtigen Sie Benutzer und Passwort in REDIS_URL.',
  ),
  'redis-read-only': cause(
    'Redis ist eine schreibgeschützte Kopie (Replica).',
    'Setzen Sie REDIS_URL auf den Primärserver, oder auf eine Adresse, die ihm nach einem Wechsel folgt.',
  ),
  'redis-memory': cause(
    'Redis hat keinen Speicher mehr und nimmt nichts Neues an.',
    'Erhöhen Sie dort maxmemory, und setzen Sie maxmemory-policy volatile-lru.',
  ),
  'redis-refuses': cause(
    'Redis verweigert die Arbeit ({word}).',
    'Sehen Sie im Protokoll von Redis nach.',
  ),
  'database-none': cause(
    'In {address} gibt es noch keine Datenbank.',
    'Starten Sie Kontor: Beim ersten Start legt es sie an. Sonst berichtigen Sie KONTOR_DATA_DIR.',
  ),
  'database-password': cause(
    'PostgreSQL weist Benutzer oder Passwort zurück.',
    'Berichtigen Sie DATABASE_URL, oder dort pg_hba.conf.',
  ),
  'database-missing': cause(
    'Die Datenbank, die DATABASE_URL nennt, gibt es nicht.',
    'Legen Sie sie an, oder berichtigen Sie DATABASE_URL.',
  ),
  'database-permission': cause(
    'Die Datenbank erlaubt ihrem Benutzer das Schreiben nicht ({word}).',
    'Machen Sie den Benutzer von DATABASE_URL zum Eigentümer der Datenbank.',
  ),
  'database-read-only': cause(
    'Die Datenbank lässt sich nur lesen.',
    'Nennen Sie in DATABASE_URL den Primärserver; bei SQLite prüfen Sie Eigentümer, Rechte und Einhängung von KONTOR_DATA_DIR.',
  ),
  'database-full': cause(
    'Der Datenträger der Datenbank ist voll.',
    'Schaffen Sie Platz auf dem Datenträger der Datenbank.',
  ),
  'database-connections': cause(
    'PostgreSQL hat keine Verbindung mehr frei.',
    'Erhöhen Sie dort max_connections, oder senken Sie KONTOR_DATABASE_CONNECTIONS.',
  ),
  'database-not-migrated': cause(
    'Der Datenbank fehlen {count} Migrationen dieser Version.',
    'Starten Sie diese Version von Kontor: Sie bringt die Datenbank auf den Stand.',
  ),
  'database-newer': cause(
    'Die Datenbank wurde von einem neueren Kontor benutzt ({word}).',
    'Starten Sie wieder die neuere Version, oder spielen Sie die Sicherung von vor der Aktualisierung ein.',
  ),
  'database-damaged': cause(
    'Die Datenbank ist beschädigt ({word}).',
    'Halten Sie Kontor an und spielen Sie die Sicherung ein, oder bauen Sie den Index mit kontor reindex neu.',
  ),
  'database-busy': cause(
    'Die Datenbank ist zu beschäftigt, um rechtzeitig zu schreiben.',
    'Prüfen Sie ihre Last, und ob Transaktionen unbenutzt offen stehen.',
  ),
  'database-refuses': cause(
    'Die Datenbank verweigert die Arbeit ({word}).',
    'Sehen Sie im Protokoll der Datenbank nach.',
  ),
  'bind-refused': cause(
    'Das Verzeichnis weist Namen oder Passwort unseres Kontos zurück.',
    'Berichtigen Sie LDAP_BIND_DN und LDAP_BIND_PASSWORD.',
  ),
  'bind-account': cause(
    'Das Verzeichnis lässt unser Konto nicht ein ({word}).',
    'Entsperren oder erneuern Sie im Verzeichnis das Konto von LDAP_BIND_DN.',
  ),
  'directory-wants-tls': cause(
    'Das Verzeichnis nimmt ohne TLS kein Passwort an.',
    'Verwenden Sie ldaps:// in LDAP_URL, oder LDAP_START_TLS=true.',
  ),
  'no-start-tls': cause(
    'Das Verzeichnis bietet kein StartTLS an.',
    'Verwenden Sie ldaps:// in LDAP_URL ohne LDAP_START_TLS, oder geben Sie dem Verzeichnis ein Zertifikat.',
  ),
  'base-dn': cause('LDAP_BASE_DN gibt es im Verzeichnis nicht.', 'Berichtigen Sie LDAP_BASE_DN.'),
  'search-permission': cause(
    'Unser Konto darf im Verzeichnis nicht suchen.',
    'Geben Sie dem Konto von LDAP_BIND_DN das Recht, unterhalb von LDAP_BASE_DN zu lesen.',
  ),
  'filter-finds-nobody': cause(
    'LDAP_USER_FILTER findet unterhalb von LDAP_BASE_DN niemanden.',
    'Berichtigen Sie die Attribute in LDAP_USER_FILTER, oder LDAP_BASE_DN.',
  ),
  'filter-refused': cause(
    'Das Verzeichnis weist LDAP_USER_FILTER zurück.',
    'Berichtigen Sie LDAP_USER_FILTER.',
  ),
  'directory-refuses': cause(
    'Das Verzeichnis verweigert die Arbeit (Code {code}).',
    'Sehen Sie im Protokoll des Verzeichnisses nach.',
  ),
  'credentials-missing': cause(
    'Die Datei {address} mit den Zugangsdaten fehlt oder ist hier nicht lesbar.',
    'Legen Sie sie dort ab, oder berichtigen Sie ONEOFFIXX_CREDENTIALS_FILE; prüfen Sie Eigentümer und Rechte.',
  ),
  'credentials-not-json': cause(
    'Die Datei {address} mit den Zugangsdaten ist kein JSON-Objekt.',
    'Berichtigen Sie die Datei.',
  ),
  'credentials-incomplete': cause(
    'In der Datei {address} mit den Zugangsdaten fehlt {word}.',
    'Vervollständigen Sie die Datei.',
  ),
  'client-refused': cause(
    'Das Vorlagensystem weist client_id oder client_secret zurück.',
    'Berichtigen Sie sie in der Datei mit den Zugangsdaten.',
  ),
  'impersonation-refused': cause(
    'Das Vorlagensystem lässt uns nicht für die Person handeln: preshared_key, SID oder Uhr stimmt nicht.',
    'Berichtigen Sie preshared_key in der Datei mit den Zugangsdaten; prüfen Sie ONEOFFIXX_FAKE_SID und die Uhren beider Server.',
  ),
  'scope-refused': cause(
    'Das Vorlagensystem weist den Scope zurück.',
    'Berichtigen Sie ONEOFFIXX_SCOPE.',
  ),
  'grant-type-refused': cause(
    'Das Vorlagensystem kennt diese Art des Zugangs nicht.',
    'Stellen Sie ONEOFFIXX_DOUBLE_ENCODE_BUG um; sein Client muss für andere handeln dürfen.',
  ),
  'grant-refused': cause(
    'Das Vorlagensystem gibt keinen Zugang ({word}).',
    'Prüfen Sie die Datei mit den Zugangsdaten und die Registrierung des Clients im Vorlagensystem.',
  ),
  'library-missing': cause(
    'Das Vorlagensystem hat für die geprüfte Person keine Bibliothek.',
    'Geben Sie ihr dort eine, oder prüfen Sie ONEOFFIXX_API.',
  ),
  'nobody-to-ask-for': cause(
    'Die Zugangsdaten gelten; ob Vorlagen kommen, liess sich nicht prüfen: Kein Konto hat hier eine SID.',
    'Melden Sie sich einmal mit einem Konto des Verzeichnisses an, oder setzen Sie zum Ausprobieren ONEOFFIXX_FAKE_SID.',
  ),
  'provider-full': cause(
    'Der Speicherort {name} ist voll.',
    'Schaffen Sie dort Platz, oder erhöhen Sie sein Kontingent.',
  ),
  'provider-read-only': cause(
    'Der Speicherort {name} ist schreibgeschützt.',
    'Hängen Sie ihn beschreibbar ein; den Grund nennt das Systemprotokoll.',
  ),
  'provider-permission': cause(
    'Kontor darf am Speicherort {name} nicht schreiben.',
    'Prüfen Sie Eigentümer und Rechte seines Ordners, oder die Rechte der Schlüssel.',
  ),
  'provider-missing': cause(
    'Der Ordner des Speicherorts {name} ist nicht da.',
    'Hängen Sie ihn ein, oder berichtigen Sie seine url in KONTOR_STORAGE.',
  ),
  'provider-sync': cause(
    'Der Speicherort {name} kann Geschriebenes nicht dauerhaft sichern ({word}).',
    'Verwenden Sie ein anderes Dateisystem oder andere Optionen beim Einhängen; bis dahin wird dort nichts abgelegt.',
  ),
  'provider-io': cause(
    'Der Datenträger des Speicherorts {name} meldet Fehler ({word}).',
    'Ersetzen Sie den Datenträger; Kontor stellt wieder her, was darauf war.',
  ),
  'provider-hangs': cause(
    'Der Speicherort {name} antwortet nicht.',
    'Prüfen Sie seine Einhängung oder seinen Server; die anderen arbeiten weiter.',
  ),
  'bucket-missing': cause(
    'Den Bucket des Speicherorts {name} gibt es nicht.',
    'Legen Sie ihn an, oder berichtigen Sie seine url in KONTOR_STORAGE.',
  ),
  'bucket-keys': cause(
    'Der Speicherort {name} weist die Schlüssel zurück ({word}).',
    'Berichtigen Sie KONTOR_S3_{upper}_ACCESS_KEY_ID und KONTOR_S3_{upper}_SECRET_ACCESS_KEY.',
  ),
  'bucket-clock': cause('Die Uhr des Speicherorts {name} weicht zu stark ab.', CLOCKS),
  'provider-other-bytes': cause(
    'Der Speicherort {name} gibt anderes zurück, als er bekommen hat.',
    'Nehmen Sie ihn ausser Betrieb, und suchen Sie den Grund.',
  ),
  'provider-failed': cause(
    'Der Speicherort {name} arbeitet nicht ({word}).',
    'Prüfen Sie seine url in KONTOR_STORAGE, seine Einhängung oder seinen Server.',
  ),
};
