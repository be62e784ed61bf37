import type { Cause, CauseCode } from '../../connections/index.js';

const cause = (said: string, fix: string): Cause => ({ cause: said, fix });
const CLOCKS = 'Synchronisez les horloges des deux machines (NTP).';

export const causesFrench: Record<CauseCode, Cause> = {
  'connection-refused': cause(
    'Rien ne répond à {address}.',
    'Démarrez le système ou corrigez {setting}.',
  ),
  'unknown-host': cause(
    'Le nom d’hôte de {address} est inconnu ici.',
    'Corrigez {setting} ou ajoutez le nom au DNS de ce serveur.',
  ),
  timeout: cause(
    '{address} ne répond pas à temps.',
    'Vérifiez {setting}, le pare-feu entre les deux machines et la charge du système.',
  ),
  unreachable: cause(
    '{address} est injoignable ({word}).',
    'Vérifiez {setting}, le réseau et le pare-feu entre les deux machines.',
  ),
  'connection-reset': cause(
    '{address} ferme la connexion avant d’avoir répondu.',
    'Vérifiez {setting} (http ou https, port) et le journal du système ; un proxy peut aussi fermer des connexions.',
  ),
  'certificate-untrusted': cause(
    'Le certificat de {address} n’est pas reconnu ici.',
    'Indiquez son autorité avec {authority} ou utilisez un certificat d’une autorité connue.',
  ),
  'certificate-expired': cause(
    'Le certificat de {address} n’est pas valable aujourd’hui.',
    'Renouvelez le certificat ; s’il l’a déjà été, vérifiez l’horloge de ce serveur.',
  ),
  'certificate-wrong-name': cause(
    'Le certificat de {address} est établi pour un autre nom.',
    'Utilisez le nom du certificat dans {setting} ou faites-en établir un pour ce nom.',
  ),
  'certificate-expires': cause(
    'Le certificat de {address} expire dans {days} jours.',
    'Renouvelez-le avant cette date.',
  ),
  'not-tls': cause(
    '{address} ne parle pas TLS.',
    'Corrigez {setting} : le port, ou le schéma sans TLS dans votre propre réseau.',
  ),
  'not-http': cause(
    'Ce qui répond à {address} ne parle pas HTTP.',
    'Corrigez {setting} : le port, ou https au lieu de http.',
  ),
  'web-page': cause(
    'Une page web répond à {address}, par exemple une connexion devant le système.',
    'Corrigez {setting} ou laissez ce serveur passer sans connexion.',
  ),
  redirected: cause(
    '{address} renvoie à une autre adresse, qui n’est pas suivie.',
    'Indiquez l’adresse définitive dans {setting}.',
  ),
  'server-error': cause(
    '{address}, ou un proxy placé devant, répond avec le statut {status}.',
    'Consultez le journal du système ; il est peut-être encore en train de démarrer.',
  ),
  'wrong-answer': cause(
    '{address} répond, mais pas comme attendu ({word}).',
    'Vérifiez {setting}, avec son chemin s’il y en a un, et le journal du système.',
  ),
  'settings-invalid': cause(
    'Ses réglages ne sont pas corrects : {word}.',
    'Corrigez les réglages indiqués.',
  ),
  'no-document-server': cause(
    'Aucun Document Server ne répond à {address} (statut 404).',
    'Corrigez {setting} : hôte, port et chemin.',
  ),
  'secret-refused': cause(
    'Le Document Server n’accepte pas notre signature.',
    'Donnez ici à EUROOFFICE_JWT_SECRET la valeur qu’a là-bas JWT_SECRET (ou JWT_SECRET_INBOX).',
  ),
  'signature-expired': cause(
    'Pour le Document Server, nos signatures ont expiré : les deux horloges diffèrent.',
    CLOCKS,
  ),
  'clock-differs': cause(
    'L’horloge de {address} diffère de celle-ci de {seconds} secondes.',
    CLOCKS,
  ),
  'jwt-off': cause(
    'Le Document Server ne vérifie pas les signatures : quiconque l’atteint peut s’en servir, et ce qu’il enregistre est refusé ici.',
    'Activez-y JWT : JWT_ENABLED=true, avec JWT_SECRET égal à EUROOFFICE_JWT_SECRET d’ici.',
  ),
  'other-header': cause(
    'Le Document Server signe dans l’en-tête {word}, qui n’est pas lu ici.',
    'Réglez EUROOFFICE_JWT_HEADER sur {word}, ou là-bas JWT_HEADER sur Authorization.',
  ),
  'document-server-unhealthy': cause(
    'Le Document Server signale que sa base de données, sa file ou son cache ne fonctionne pas.',
    'Consultez son journal et les services dont il a besoin (PostgreSQL, RabbitMQ, Redis).',
  ),
  'document-server-first': cause(
    'Impossible à vérifier tant que le Document Server ne répond pas.',
    'Rétablissez d’abord la connexion au Document Server.',
  ),
  'callback-loopback': cause(
    'Pour le Document Server, {address} est sa propre machine, pas celle-ci.',
    'Réglez EUROOFFICE_CALLBACK_URL sur une adresse par laquelle le Document Server atteint Kontor.',
  ),
  'callback-unreachable': cause(
    'Le Document Server n’a rien pu chercher à {address}, qui ne répond pas non plus d’ici ({word}).',
    'Corrigez EUROOFFICE_CALLBACK_URL et vérifiez qu’un proxy la transmet à Kontor.',
  ),
  'callback-not-kontor': cause(
    'Autre chose que Kontor répond à {address}.',
    'Corrigez EUROOFFICE_CALLBACK_URL ; les proxys doivent transmettre /api/eurooffice sans changement ni connexion.',
  ),
  'callback-other-kontor': cause(
    'Un autre Kontor répond à {address} : son secret n’est pas celui utilisé ici.',
    'Corrigez EUROOFFICE_CALLBACK_URL ; les instances d’une installation ont besoin du même KONTOR_SECRET_FILE.',
  ),
  'host-refused': cause(
    'Kontor répond à {address}, mais on le demande sous un nom qui n’est pas le sien.',
    'Faites transmettre par le proxy le nom qu’utilisent les gens (Host), ou indiquez l’autre dans KONTOR_HOSTS.',
  ),
  'private-address': cause(
    'Le Document Server n’a rien cherché à {address}, une adresse privée qui répond d’ici : son filtre d’adresses privées l’en empêche, ou aucun chemin n’y mène.',
    'Autorisez-la là-bas (JWT activé, ou ALLOW_PRIVATE_IP_ADDRESS=true ; pas d’allowList sans cette adresse), vérifiez le nom et le pare-feu, ou réglez EUROOFFICE_CALLBACK_URL sur une autre adresse.',
  ),
  'callback-not-reached': cause(
    'Le Document Server n’a rien pu chercher à {address}, qui répond pourtant d’ici.',
    'Vérifiez qu’il connaît le nom, reconnaît le certificat et passe le pare-feu ; ou réglez EUROOFFICE_CALLBACK_URL sur une autre adresse.',
  ),
  'fetched-but-failed': cause(
    'Le Document Server a cherché à {address} et dit ne pas y être parvenu.',
    'Un proxy sur le chemin vers Kontor modifie ou coupe peut-être les réponses ; consultez le journal du Document Server.',
  ),
  'token-missing': cause(
    'Le Document Server s’adresse à Kontor sans signature.',
    'Activez-y JWT aussi pour ce qu’il envoie (JWT_ENABLED_OUTBOX=true) ; les proxys doivent transmettre son en-tête.',
  ),
  'outbox-secret': cause(
    'Le Document Server signe ce qu’il envoie avec un autre secret.',
    'Donnez ici à EUROOFFICE_JWT_SECRET (ou EUROOFFICE_JWT_SECRET_OUTBOX) la valeur qu’a là-bas JWT_SECRET (ou JWT_SECRET_OUTBOX).',
  ),
  'outbox-expired': cause(
    'Les signatures du Document Server ont expiré ici : les deux horloges diffèrent.',
    CLOCKS,
  ),
  'converter-missing': cause(
    'Le Document Server n’offre pas de conversion à {address}.',
    'Faites transmettre /converter par le proxy placé devant lui.',
  ),
  'converter-failed': cause(
    'La conversion du Document Server échoue (erreur {code}).',
    'Consultez le journal de son convertisseur, vérifiez disque et mémoire, puis redémarrez-le.',
  ),
  'converter-timeout': cause(
    'La conversion du Document Server n’aboutit pas pour un fichier minuscule (erreur {code}).',
    'Vérifiez la charge et le journal de son convertisseur ; il est peut-être arrêté.',
  ),
  'converter-queue': cause(
    'Le Document Server ne peut pas utiliser sa file ou sa base de tâches (erreur {code}).',
    'Vérifiez son RabbitMQ et son PostgreSQL.',
  ),
  'converter-storage': cause(
    'Le Document Server échoue à enregistrer ou pour une raison inconnue (erreur {code}).',
    'Consultez son journal et vérifiez si son disque est plein ou en lecture seule.',
  ),
  'result-unreachable': cause(
    'Le résultat du Document Server ne peut pas être cherché à {address} ({word}).',
    'Vérifiez que EUROOFFICE_INTERNAL_URL sert aussi /cache/files, ainsi que SECURE_LINK_SECRET de son proxy.',
  ),
  'result-wrong': cause(
    'Le résultat du Document Server à {address} est vide ou une page web.',
    'Laissez ce serveur l’atteindre sans connexion par EUROOFFICE_INTERNAL_URL.',
  ),
  'mixed-content': cause(
    'Kontor est en https, le Document Server à {address} en http : les navigateurs refusent de le charger.',
    'Donnez au Document Server une adresse https et réglez EUROOFFICE_URL dessus.',
  ),
  'api-script-missing': cause(
    'Le script de l’éditeur ne se trouve pas à {address}.',
    'Corrigez EUROOFFICE_URL : hôte, port et chemin du Document Server tels que les navigateurs l’atteignent.',
  ),
  'public-unreachable': cause(
    'Kontor est injoignable à sa propre adresse publique {address} ({word}).',
    'Corrigez KONTOR_PUBLIC_URL ou faites connaître le nom ici aussi.',
  ),
  'public-not-kontor': cause(
    'Autre chose que ce Kontor répond à l’adresse publique {address}.',
    'Corrigez KONTOR_PUBLIC_URL et vérifiez où le proxy la transmet.',
  ),
  'no-editor-address': cause(
    'L’éditeur n’a pas de nom d’hôte propre : les scripts du Document Server peuvent agir au nom de qui modifie et lire les clés des documents privés.',
    'Dirigez un second nom d’hôte vers ce serveur et réglez KONTOR_EDITOR_URL dessus.',
  ),
  'document-server-on-our-host': cause(
    'Le Document Server a le nom d’hôte de ce serveur : il reçoit les sessions de qui modifie, et ses scripts peuvent lire les clés des documents privés.',
    'Donnez au Document Server un nom d’hôte propre et réglez EUROOFFICE_URL dessus.',
  ),
  'redis-password': cause(
    'Redis refuse le mot de passe ou l’utilisateur ({word}).',
    'Corrigez l’utilisateur et le mot de passe dans REDIS_URL.',
  ),
  'redis-read-only': cause(
    'Redis est une réplique en lecture seule.',
    'Réglez REDIS_URL sur le serveur primaire ou sur une adresse qui le suit après une bascule.',
  ),
  'redis-memory': cause(
    'Redis n’a plus de mémoire et n’accepte rien de nouveau.',
    'Augmentez-y maxmemory et réglez maxmemory-policy sur volatile-lru.',
  ),
  'redis-refuses': cause('Redis refuse de travailler ({word}).', 'Consultez le journal de Redis.'),
  'database-none': cause(
    'Il n’y a pas encore de base de données dans {address}.',
    'Démarrez Kontor : il la crée au premier démarrage. Sinon, corrigez KONTOR_DATA_DIR.',
  ),
  'database-password': cause(
    'PostgreSQL refuse l’utilisateur ou le mot de passe.',
    'Corrigez DATABASE_URL, ou pg_hba.conf là-bas.',
  ),
  'database-missing': cause(
    'La base de données nommée par DATABASE_URL n’existe pas.',
    'Créez-la ou corrigez DATABASE_URL.',
  ),
  'database-permission': cause(
    'La base de données ne permet pas à son utilisateur d’écrire ({word}).',
    'Faites de l’utilisateur de DATABASE_URL le propriétaire de la base.',
  ),
  'database-read-only': cause(
    'La base de données est en lecture seule.',
    'Indiquez le serveur primaire dans DATABASE_URL ; avec SQLite, vérifiez propriétaire, droits et montage de KONTOR_DATA_DIR.',
  ),
  'database-full': cause(
    'Le disque de la base de données est plein.',
    'Libérez de la place sur le disque de la base de données.',
  ),
  'database-connections': cause(
    'PostgreSQL n’a plus de connexion libre.',
    'Augmentez-y max_connections ou réduisez KONTOR_DATABASE_CONNECTIONS.',
  ),
  'database-not-migrated': cause(
    'Il manque à la base de données {count} migrations de cette version.',
    'Démarrez cette version de Kontor : elle met la base à jour.',
  ),
  'database-newer': cause(
    'La base de données a été utilisée par un Kontor plus récent ({word}).',
    'Reprenez la version plus récente ou restaurez la sauvegarde d’avant la mise à jour.',
  ),
  'database-damaged': cause(
    'La base de données est endommagée ({word}).',
    'Arrêtez Kontor et restaurez la sauvegarde, ou reconstruisez l’index avec kontor reindex.',
  ),
  'database-busy': cause(
    'La base de données est trop occupée pour écrire à temps.',
    'Vérifiez sa charge et les transactions restées ouvertes.',
  ),
  'database-refuses': cause(
    'La base de données refuse de travailler ({word}).',
    'Consultez le journal de la base de données.',
  ),
  'bind-refused': cause(
    'L’annuaire refuse le nom ou le mot de passe de notre compte.',
    'Corrigez LDAP_BIND_DN et LDAP_BIND_PASSWORD.',
  ),
  'bind-account': cause(
    'L’annuaire ne laisse pas entrer notre compte ({word}).',
    'Déverrouillez ou renouvelez dans l’annuaire le compte de LDAP_BIND_DN.',
  ),
  'directory-wants-tls': cause(
    'L’annuaire n’accepte pas de mot de passe sans TLS.',
    'Utilisez ldaps:// dans LDAP_URL, ou LDAP_START_TLS=true.',
  ),
  'no-start-tls': cause(
    'L’annuaire n’offre pas StartTLS.',
    'Utilisez ldaps:// dans LDAP_URL sans LDAP_START_TLS, ou donnez un certificat à l’annuaire.',
  ),
  'base-dn': cause('LDAP_BASE_DN n’existe pas dans l’annuaire.', 'Corrigez LDAP_BASE_DN.'),
  'search-permission': cause(
    'Notre compte n’a pas le droit de chercher dans l’annuaire.',
    'Donnez au compte de LDAP_BIND_DN le droit de lire sous LDAP_BASE_DN.',
  ),
  'filter-finds-nobody': cause(
    'LDAP_USER_FILTER ne trouve personne sous LDAP_BASE_DN.',
    'Corrigez les attributs dans LDAP_USER_FILTER, ou LDAP_BASE_DN.',
  ),
  'filter-refused': cause('L’annuaire refuse LDAP_USER_FILTER.', 'Corrigez LDAP_USER_FILTER.'),
  'directory-refuses': cause(
    'L’annuaire refuse de travailler (code {code}).',
    'Consultez le journal de l’annuaire.',
  ),
  'credentials-missing': cause(
    'Le fichier d’identifiants {address} manque ou n’est pas lisible ici.',
    'Déposez-le là, ou corrigez ONEOFFIXX_CREDENTIALS_FILE ; vérifiez propriétaire et droits.',
  ),
  'credentials-not-json': cause(
    'Le fichier d’identifiants {address} n’est pas un objet JSON.',
    'Corrigez le fichier.',
  ),
  'credentials-incomplete': cause(
    'Il manque {word} dans le fichier d’identifiants {address}.',
    'Complétez le fichier.',
  ),
  'client-refused': cause(
    'Le système de modèles refuse client_id ou client_secret.',
    'Corrigez-les dans le fichier d’identifiants.',
  ),
  'impersonation-refused': cause(
    'Le système de modèles refuse que nous agissions pour la personne : preshared_key, SID ou horloge ne convient pas.',
    'Corrigez preshared_key dans le fichier d’identifiants ; vérifiez ONEOFFIXX_FAKE_SID et les horloges des deux serveurs.',
  ),
  'scope-refused': cause('Le système de modèles refuse le scope.', 'Corrigez ONEOFFIXX_SCOPE.'),
  'grant-type-refused': cause(
    'Le système de modèles ne connaît pas ce type d’accès.',
    'Inversez ONEOFFIXX_DOUBLE_ENCODE_BUG ; son client doit pouvoir agir pour autrui.',
  ),
  'grant-refused': cause(
    'Le système de modèles ne donne pas d’accès ({word}).',
    'Vérifiez le fichier d’identifiants et l’enregistrement du client dans ce système.',
  ),
  'library-missing': cause(
    'Le système de modèles n’a pas de bibliothèque pour la personne essayée.',
    'Donnez-lui-en une, ou vérifiez ONEOFFIXX_API.',
  ),
  'nobody-to-ask-for': cause(
    'Les identifiants sont acceptés ; la venue des modèles n’a pas pu être vérifiée : aucun compte n’a de SID ici.',
    'Connectez-vous une fois avec un compte de l’annuaire, ou réglez ONEOFFIXX_FAKE_SID pour un essai.',
  ),
  'provider-full': cause(
    'L’emplacement de stockage {name} est plein.',
    'Libérez-y de la place ou augmentez son quota.',
  ),
  'provider-read-only': cause(
    'L’emplacement de stockage {name} est en lecture seule.',
    'Montez-le en écriture ; le journal du système en dit la raison.',
  ),
  'provider-permission': cause(
    'Kontor n’a pas le droit d’écrire à l’emplacement de stockage {name}.',
    'Vérifiez propriétaire et droits de son dossier, ou les droits des clés.',
  ),
  'provider-missing': cause(
    'Le dossier de l’emplacement de stockage {name} n’est pas là.',
    'Montez-le ou corrigez son url dans KONTOR_STORAGE.',
  ),
  'provider-sync': cause(
    'L’emplacement de stockage {name} ne peut pas rendre les écritures durables ({word}).',
    'Utilisez un autre système de fichiers ou d’autres options de montage ; rien n’y est enregistré entre-temps.',
  ),
  'provider-io': cause(
    'Le disque de l’emplacement de stockage {name} signale des erreurs ({word}).',
    'Remplacez le disque ; Kontor reconstitue ce qui s’y trouvait.',
  ),
  'provider-hangs': cause(
    'L’emplacement de stockage {name} ne répond pas.',
    'Vérifiez son montage ou son serveur ; les autres continuent entre-temps.',
  ),
  'bucket-missing': cause(
    'Le bucket de l’emplacement de stockage {name} n’existe pas.',
    'Créez-le ou corrigez son url dans KONTOR_STORAGE.',
  ),
  'bucket-keys': cause(
    'L’emplacement de stockage {name} refuse les clés ({word}).',
    'Corrigez KONTOR_S3_{upper}_ACCESS_KEY_ID et KONTOR_S3_{upper}_SECRET_ACCESS_KEY.',
  ),
  'bucket-clock': cause('L’horloge de l’emplacement de stockage {name} diffère trop.', CLOCKS),
  'provider-other-bytes': cause(
    'L’emplacement de stockage {name} rend autre chose que ce qu’il a reçu.',
    'Mettez-le hors service et cherchez la raison.',
  ),
  'provider-failed': cause(
    'L’emplacement de stockage {name} ne fonctionne pas ({word}).',
    'Vérifiez son url dans KONTOR_STORAGE, son montage ou son serveur.',
  ),
};
