/**
 * What refusals say in French, by what they say in English. `{0}` stands for what is filled in. A test knows all of them
 * from the code, so that none is missing and none is left over.
 */
export const FRENCH: Readonly<Record<string, string>> = {
  '{0}; {1}': '{0} ; {1}',
  'The directory does not answer at the moment. Please try again in a few seconds.':
    'L’annuaire ne répond pas pour l’instant. Veuillez réessayer dans quelques secondes.',
  'The directory rejects the requests of this server. Please ask your administrator to check the status page and the log.':
    'L’annuaire refuse les requêtes de ce serveur. Demandez à l’administration de consulter la page d’état et le journal.',
  'The directory has more than one entry for "{0}". Use another of your names, or ask your administrator to narrow LDAP_USER_FILTER.':
    'L’annuaire a plus d’une entrée pour « {0} ». Utilisez un autre de vos noms, ou demandez à l’administration de restreindre LDAP_USER_FILTER.',
  'Your account is disabled in the directory. Please ask your administrator.':
    'Votre compte est désactivé dans l’annuaire. Veuillez vous adresser à l’administration.',
  'Your account in the directory has expired. Please ask your administrator.':
    'Votre compte dans l’annuaire a expiré. Veuillez vous adresser à l’administration.',
  'Your account is locked in the directory after too many attempts. Please wait until it is unlocked, or ask your administrator.':
    'Votre compte est verrouillé dans l’annuaire après trop d’essais. Attendez qu’il soit déverrouillé, ou adressez-vous à l’administration.',
  'Your password in the directory has expired. Please change it there, then sign in again.':
    'Votre mot de passe dans l’annuaire a expiré. Changez-le là-bas, puis reconnectez-vous.',
  'Your password must be changed before its first use. Please change it in the directory, then sign in again.':
    'Votre mot de passe doit être changé avant sa première utilisation. Changez-le dans l’annuaire, puis reconnectez-vous.',
  'The directory does not permit you to sign in at this time or from here. Please ask your administrator.':
    'L’annuaire ne vous laisse pas vous connecter à cette heure ou d’ici. Veuillez vous adresser à l’administration.',
  'The database does not answer at the moment. Please try again shortly.':
    'La base de données ne répond pas pour l’instant. Veuillez réessayer dans un instant.',
  'The database is too busy at the moment. Please try again shortly.':
    'La base de données est surchargée pour l’instant. Veuillez réessayer dans un instant.',
  'The database has no space left, so this was not stored. Ask an administrator to free space on its disk, then try again.':
    'La base de données n’a plus de place ; rien n’a donc été enregistré. Demandez à l’administration de libérer de l’espace sur son disque, puis réessayez.',
  'The database is read-only at the moment, so this was not stored. Ask an administrator to make its disk and files writable again.':
    'La base de données est en lecture seule pour l’instant ; rien n’a donc été enregistré. Demandez à l’administration de rendre son disque et ses fichiers de nouveau inscriptibles.',
  'The database refuses what this server needs, so this was not done. Ask an administrator to run "kontor doctor", which names the reason.':
    'La base de données refuse ce dont ce serveur a besoin ; rien n’a donc été fait. Demandez à l’administration d’exécuter « kontor doctor », qui en donne la raison.',
  'The disk of the database reports a failure, so this was not done. Ask an administrator to check the disk, its quota and the rights on the folder.':
    'Le disque de la base de données signale une panne ; rien n’a donc été fait. Demandez à l’administration de vérifier le disque, son quota et les droits sur le dossier.',
  'The database is damaged, so this was not done. Ask an administrator to stop the server, copy the database files, and restore the newest backup or run "kontor reindex".':
    'La base de données est endommagée ; rien n’a donc été fait. Demandez à l’administration d’arrêter le serveur, de copier les fichiers de la base et de restaurer la sauvegarde la plus récente ou d’exécuter « kontor reindex ».',
  'A text holds the character U+0000, which nothing here can hold. Leave it out.':
    'Un texte contient le caractère U+0000, qui n’a sa place nulle part ici. Retirez-le.',
  'A text holds a character that the database of this server cannot hold. Leave it out, or ask an administrator for a database in UTF-8.':
    'Un texte contient un caractère que la base de données de ce serveur ne peut pas contenir. Retirez-le, ou demandez à l’administration une base de données en UTF-8.',
  'A number is larger than anything here can be. Send a smaller one.':
    'Un nombre est plus grand que tout ce qui est possible ici. Envoyez-en un plus petit.',
  'Please sign in first.': 'Veuillez d’abord vous connecter.',
  'must be next_cursor of the page before': 'doit être le next_cursor de la page précédente',
  'The request does not fit': 'La requête ne convient pas',
  'Not signed in': 'Non connecté',
  'Not allowed': 'Non autorisé',
  'Not found': 'Introuvable',
  'Too slow': 'Trop lent',
  'In conflict with the present state': 'En conflit avec l’état actuel',
  'Changed in the meantime': 'Modifié entre-temps',
  'Too large': 'Trop grand',
  'Not supported': 'Non pris en charge',
  'Sent to another server': 'Envoyé à un autre serveur',
  'Cannot be done with this content': 'Impossible avec ce contenu',
  'Too many attempts': 'Trop d’essais',
  'Something went wrong here': 'Une erreur s’est produite ici',
  'A connected system answered wrongly': 'Un système relié a mal répondu',
  'Not available at the moment': 'Indisponible pour l’instant',
  'An unexpected error happened. Please give the correlation id to your administrator.':
    'Une erreur inattendue s’est produite. Veuillez indiquer à l’administration l’identifiant de corrélation (correlation_id).',
  'The username or the password is not right. Please try again.':
    'Le nom d’utilisateur ou le mot de passe est incorrect. Veuillez réessayer.',
  ': npm run --silent kontor -- user {0}': ' : npm run --silent kontor -- user {0}',
  'The password of "{0}" is publicly known, so it cannot be used here. Ask an administrator to set another one on the server{1}':
    'Le mot de passe de « {0} » est connu publiquement et ne peut pas servir ici. Demandez à l’administration d’en définir un autre sur le serveur{1}',
  'The account "{0}" belongs to another person, who had this name in the directory before. Ask your administrator for an account of your own{1}':
    'Le compte « {0} » appartient à une autre personne, qui portait ce nom auparavant dans l’annuaire. Demandez à l’administration un compte à vous{1}',
  'The name "{0}" belongs to an account of this server, not of the directory. Ask your administrator for an account of your own{1}':
    'Le nom « {0} » appartient à un compte de ce serveur, et non de l’annuaire. Demandez à l’administration un compte à vous{1}',
  'Your name in the directory has characters that a username cannot have here. Ask your administrator for an account under another name{0}':
    'Votre nom dans l’annuaire contient des caractères qu’un nom d’utilisateur ne peut pas avoir ici. Demandez à l’administration un compte sous un autre nom{0}',
  '"{0}" signs in with the directory, so the password is changed there. Use --leave-directory to make the account a local one.':
    '« {0} » se connecte par l’annuaire ; son mot de passe se change donc là-bas. Avec --leave-directory, le compte devient un compte local.',
  '"{0}" is a local account, which cannot be bound to the directory. Choose another name.':
    '« {0} » est un compte local, qui ne peut pas être lié à l’annuaire. Choisissez un autre nom.',
  'The person {0} has an account already: "{1}". Use that account, or --exchange the two.':
    'La personne {0} a déjà un compte : « {1} ». Utilisez ce compte, ou échangez les deux avec --exchange.',
  'This is not the SID of a person. Give one such as S-1-5-21-1004336348-1177238915-682003330-1104.':
    'Ce n’est pas le SID d’une personne. Indiquez-en un tel que S-1-5-21-1004336348-1177238915-682003330-1104.',
  'Signing in failed too often. Please try again in {0} seconds.':
    'La connexion a échoué trop souvent. Veuillez réessayer dans {0} secondes.',
  'Too many people are signing in at this moment. Please try again in a few seconds.':
    'Trop de personnes se connectent en ce moment. Veuillez réessayer dans quelques secondes.',
  'This request did not come from a page of Kontor (by its headers Origin and Sec-Fetch-Site). Reload the page and try again; programs should use a bearer token.':
    'Cette requête ne vient pas d’une page de Kontor (selon ses en-têtes Origin et Sec-Fetch-Site). Rechargez la page et réessayez ; un programme utilisera plutôt un jeton Bearer.',
  'Only an administrator may do this. Ask one of them to do it.':
    'Seule l’administration peut le faire. Demandez-le-lui.',
  'There is no account named "{0}". Check the spelling.':
    'Il n’y a pas de compte nommé « {0} ». Vérifiez l’orthographe.',
  'There is no account with the id "{0}". Check where it comes from.':
    'Il n’y a pas de compte avec l’identifiant « {0} ». Vérifiez d’où il vient.',
  'An account named "{0}" exists already. Choose another name.':
    'Un compte nommé « {0} » existe déjà. Choisissez un autre nom.',
  'A username has 1 to 256 characters, no backslash, and nothing that cannot be seen. Choose another one.':
    'Un nom d’utilisateur a de 1 à 256 caractères, sans barre oblique inverse ni rien d’invisible. Choisissez-en un autre.',
  'A password has 1 to 1024 characters on one line. Choose another one.':
    'Un mot de passe a de 1 à 1024 caractères sur une seule ligne. Choisissez-en un autre.',
  '"{0}" has no key of their own yet. Ask them to create one in the browser, under "Private documents".':
    '« {0} » n’a pas encore de clé personnelle. Demandez à cette personne d’en créer une dans son navigateur, sous « Documents privés ».',
  'The directory has no picture of the person "{0}". Use their initials instead.':
    'L’annuaire n’a pas d’image de la personne « {0} ». Utilisez plutôt ses initiales.',
  'You have a key already, and a second one could open none of your documents. Add a passphrase or passkey instead.':
    'Vous avez déjà une clé, et une deuxième n’ouvrirait aucun de vos documents. Ajoutez plutôt une phrase secrète ou une clé d’accès.',
  'There is no such passphrase or passkey. Reload the page to see those that exist.':
    'Cette phrase secrète ou clé d’accès n’existe pas. Rechargez la page pour voir celles qui existent.',
  'This is the last passphrase or passkey of your key. Add another one first.':
    'C’est la dernière phrase secrète ou clé d’accès de votre clé. Ajoutez-en d’abord une autre.',
  'Your key has {0} passphrases and passkeys already, the most there can be. Remove one first.':
    'Votre clé a déjà {0} phrases secrètes et clés d’accès, le maximum possible. Supprimez-en d’abord une.',
  'This route is for people and closed to applications. Use one that the API describes for them.':
    'Cette route est pour les personnes, et fermée aux applications. Utilisez-en une que l’API décrit pour elles.',
  'The application "{0}" does not have the scope "{1}", which this needs. Ask an administrator to add it.':
    'L’application « {0} » n’a pas l’étendue « {1} », nécessaire ici. Demandez à l’administration de l’ajouter.',
  'Nobody with an enabled account is named "{0}". Give the username of a person in the header Kontor-On-Behalf-Of.':
    'Personne avec un compte actif ne se nomme « {0} ». Indiquez dans l’en-tête Kontor-On-Behalf-Of le nom d’utilisateur d’une personne.',
  'No person has an enabled account with the id "{0}". Give the id of a person in the header Kontor-On-Behalf-Of-Id.':
    'Personne avec l’identifiant « {0} » n’a de compte actif. Indiquez dans l’en-tête Kontor-On-Behalf-Of-Id l’identifiant d’une personne.',
  'The directory has disabled this person or does not know them any more, so nobody acts for them. Give the username of another person in the header Kontor-On-Behalf-Of.':
    'L’annuaire a désactivé cette personne ou ne la connaît plus ; nul n’agit donc pour elle. Indiquez dans l’en-tête Kontor-On-Behalf-Of le nom d’utilisateur d’une autre personne.',
  'The application "{0}" acts only for people of certain groups, and "{1}" is in none of them. Ask an administrator to add the person to one.':
    'L’application « {0} » n’agit que pour les personnes de certains groupes, et « {1} » n’est dans aucun. Demandez à l’administration d’ajouter cette personne à l’un d’eux.',
  'This token acts for one person, who is not named "{0}". Leave the header Kontor-On-Behalf-Of out, or use a token of the application.':
    'Ce jeton agit pour une personne qui ne se nomme pas « {0} ». Retirez l’en-tête Kontor-On-Behalf-Of, ou utilisez un jeton de l’application.',
  'This token acts for one person, who does not have the id "{0}". Leave the header Kontor-On-Behalf-Of-Id out, or use a token of the application.':
    'Ce jeton agit pour une personne qui n’a pas l’identifiant « {0} ». Retirez l’en-tête Kontor-On-Behalf-Of-Id, ou utilisez un jeton de l’application.',
  'The application "{0}" has the issuer "{1}" with keys at another address. Give the same address, or another issuer.':
    'L’application « {0} » a l’émetteur « {1} » avec des clés à une autre adresse. Indiquez la même adresse, ou un autre émetteur.',
  'You are not signed in with {0}, or no longer. Reload the list of your devices.':
    'Vous n’êtes pas connecté avec {0}, ou plus maintenant. Rechargez la liste de vos appareils.',
  '"{0}" gives you no name that can be used here. Ask your administrator for one.':
    '« {0} » ne vous donne aucun nom utilisable ici. Demandez-en un à l’administration.',
  'There is no application {0}. Check the id or the name.':
    'Il n’y a pas d’application {0}. Vérifiez l’identifiant ou le nom.',
  'The name of an application has 1 to 64 characters. Use the letters a-z and digits, with ._- only between them':
    'Le nom d’une application a de 1 à 64 caractères. Utilisez les lettres a–z et les chiffres, avec ._- seulement entre eux',
  'An application named "{0}" exists or existed. Choose another name.':
    'Une application nommée « {0} » existe ou a existé. Choisissez un autre nom.',
  '"{0}" is not an origin. Give scheme, host and port only, such as https://app.example.ch':
    '« {0} » n’est pas une origine. Indiquez seulement le schéma, l’hôte et le port, par exemple https://app.example.ch',
  'These keys cannot be used: {0}. Give public keys as a JSON Web Key Set, or the address of one.':
    'Ces clés sont inutilisables : {0}. Donnez des clés publiques sous forme de JSON Web Key Set, ou l’adresse d’un tel jeu.',
  '"{0}" is no address to fetch keys from. Give an https address, or http on loopback.':
    '« {0} » n’est pas une adresse d’où obtenir des clés. Donnez une adresse https, ou http sur la machine elle-même.',
  'No keys are fetched from {0}, because it is on loopback or in a private network. Give a public address, or set KONTOR_WEBHOOK_ALLOW_PRIVATE=true on the server.':
    'Aucune clé n’est demandée à {0}, car cette adresse est locale ou dans un réseau privé. Donnez une adresse publique, ou définissez KONTOR_WEBHOOK_ALLOW_PRIVATE=true sur le serveur.',
  'The application has no secret or key {0}. Reload its list of secrets and keys.':
    'L’application n’a ni secret ni clé {0}. Rechargez la liste de ses secrets et de ses clés.',
  'The application {0} has {1} secrets and keys, the most there can be. Remove one first.':
    'L’application {0} a {1} secrets et clés, le maximum possible. Supprimez-en d’abord un.',
  'There is no group "{0}". Check the id or the name.':
    'Il n’y a pas de groupe « {0} ». Vérifiez l’identifiant ou le nom.',
  'The group "{0}" comes from "{1}", which decides who is in it. Change it there.':
    'Le groupe « {0} » vient de « {1} », qui décide de ses membres. Modifiez-le là-bas.',
  'A group named "{0}" exists already. Choose another name.':
    'Un groupe nommé « {0} » existe déjà. Choisissez un autre nom.',
  'The name of a group has 1 to 256 characters that can be seen. Choose another one.':
    'Le nom d’un groupe a de 1 à 256 caractères visibles. Choisissez-en un autre.',
  'There is no account of a person with this id. Search the list of accounts for it.':
    'Il n’y a pas de compte d’une personne avec cet identifiant. Cherchez-le dans la liste des comptes.',
  '"{0}" is the last administrator who can sign in. Make somebody else an administrator first.':
    '« {0} » est le dernier compte d’administration qui peut se connecter. Donnez d’abord ce rôle à quelqu’un d’autre.',
  'This is no mail address. Give one such as anna@example.org, or none to remove it.':
    'Ce n’est pas une adresse électronique. Donnez-en une telle que anna@example.org, ou aucune pour la supprimer.',
  'The mail address of "{0}" comes from the directory or the provider. Change it there.':
    'L’adresse électronique de « {0} » vient de l’annuaire ou du fournisseur d’identité. Changez-la là-bas.',
  'This account has a second factor. Send the request again with a code of the authenticator app, or a recovery code, as "second_factor".':
    'Ce compte a un second facteur. Renvoyez la requête avec un code de l’application d’authentification, ou un code de secours, dans "second_factor".',
  'This is not a valid code, or it was used before. Please try the next one.':
    'Ce code n’est pas valable, ou il a déjà servi. Veuillez essayer le suivant.',
  'This passkey does not open an account here. Sign in with your password.':
    'Cette clé d’accès n’ouvre aucun compte ici. Connectez-vous avec votre mot de passe.',
  'The password was given too long ago. Please sign in again.':
    'Le mot de passe a été saisi il y a trop longtemps. Veuillez vous reconnecter.',
  'Your account has to have a second factor. Add one under /account/second-factor first.':
    'Votre compte doit avoir un second facteur. Ajoutez-en d’abord un sous /account/second-factor.',
  'This needs your password once more. Send it to POST /api/auth/confirm and repeat the request.':
    'Votre mot de passe est demandé une nouvelle fois. Envoyez-le à POST /api/auth/confirm, puis répétez la requête.',
  'You do not sign in with a password here, so there is no second factor. Set one up where you sign in.':
    'Vous ne vous connectez pas ici avec un mot de passe ; il n’y a donc pas de second facteur. Configurez-le là où vous vous connectez.',
  'The setting up of the authenticator app was not begun, or was too long ago. Start it again.':
    'La configuration de l’application d’authentification n’a pas été commencée, ou l’a été il y a trop longtemps. Recommencez.',
  'This is not the code that the app shows now. Check the clock of the device and try the next code.':
    'Ce n’est pas le code que l’application affiche maintenant. Vérifiez l’heure de l’appareil et essayez le code suivant.',
  'The passkey cannot be used: the answer of the browser does not fit. Try again from the beginning.':
    'La clé d’accès est inutilisable : la réponse du navigateur ne convient pas. Recommencez depuis le début.',
  'Passkeys belong to a host name, and this server is reached by an IP address. Ask the administrator to set a host name in KONTOR_PUBLIC_URL.':
    'Une clé d’accès appartient à un nom d’hôte, et ce serveur est atteint par une adresse IP. Demandez à l’administration d’indiquer un nom d’hôte dans KONTOR_PUBLIC_URL.',
  'You have no such second factor. Reload the list.':
    'Vous n’avez pas ce second facteur. Rechargez la liste.',
  'Your account has to have a second factor, and this is the last one. Add another one first.':
    'Votre compte doit avoir un second facteur, et c’est le dernier. Ajoutez-en d’abord un autre.',
  'You have {0} passkeys already, the most there can be. Remove one first.':
    'Vous avez déjà {0} clés d’accès, le maximum possible. Supprimez-en d’abord une.',
  'This account has no password here: the directory or a provider keeps it. Change it there.':
    'Ce compte n’a pas de mot de passe ici : l’annuaire ou un fournisseur d’identité le conserve. Changez-le là-bas.',
  'The new password is too short. Choose one of at least {0} characters.':
    'Le nouveau mot de passe est trop court. Choisissez-en un d’au moins {0} caractères.',
  'This link was used, has expired or was replaced by another one. Ask an administrator for a new one.':
    'Ce lien a servi, a expiré ou a été remplacé par un autre. Demandez-en un nouveau à l’administration.',
  'keys[{0}] is a private key, which the application keeps for itself':
    'keys[{0}] est une clé privée, que l’application garde pour elle',
  'keys[{0}] is an RSA key of fewer than {1} bits; make a longer one':
    'keys[{0}] est une clé RSA de moins de {1} bits ; créez-en une plus longue',
  'keys[{0}] is on another curve than P-256, P-384 and P-521':
    'keys[{0}] est sur une autre courbe que P-256, P-384 et P-521',
  'keys[{0}] is no public key of RSA, an elliptic curve or Ed25519':
    'keys[{0}] n’est pas une clé publique RSA, de courbe elliptique ou Ed25519',
  'The identity provider has ended the sign-in of this person, so nobody can act for them until they sign in again. Give the username of another person in the header Kontor-On-Behalf-Of.':
    'Le fournisseur d’identité a mis fin à la connexion de cette personne ; nul ne peut agir pour elle avant qu’elle se reconnecte. Indiquez dans l’en-tête Kontor-On-Behalf-Of le nom d’utilisateur d’une autre personne.',
  'No identity provider has vouched for this person for {0} days, so nobody acts for them until they sign in again. Give the username of another person in the header Kontor-On-Behalf-Of.':
    'Aucun fournisseur d’identité ne s’est porté garant de cette personne depuis {0} jours ; nul n’agit pour elle avant qu’elle se reconnecte. Indiquez dans l’en-tête Kontor-On-Behalf-Of le nom d’utilisateur d’une autre personne.',
  'jwks and jwks_uri are both given': 'jwks et jwks_uri sont tous deux donnés',
  'there are more faults': 'il y a d’autres erreurs',
  '{0}: {1}': '{0} : {1}',
  'The body has a member "{0}", which this route does not know. {1}':
    'Le corps a un membre « {0} », que cette route ne connaît pas. {1}',
  'It takes no members.': 'Elle ne prend aucun membre.',
  'The address has a query name "{0}", which this route does not know. {1}':
    'L’adresse a un nom de requête « {0} », que cette route ne connaît pas. {1}',
  'It takes no query.': 'Elle ne prend aucune requête dans l’adresse.',
  'It takes {0}.': 'Elle prend {0}.',
  'Did you mean "{0}"? (it takes {1})': 'Vouliez-vous dire « {0} » ? (elle prend {1})',
  'must be the public key of an age X25519 identity, age1…':
    'doit être la clé publique d’une identité age X25519, age1…',
  'must be an armored age file': 'doit être un fichier age en texte',
  'There is no identity provider "{0}" here. Choose one on the sign-in page.':
    'Il n’y a pas de fournisseur d’identité « {0} » ici. Choisissez-en un sur la page de connexion.',
  'The identity provider "{0}" does not answer as it should ({1}). Please try again shortly.':
    'Le fournisseur d’identité « {0} » ne répond pas comme il le devrait ({1}). Veuillez réessayer dans un instant.',
  'The identity provider "{0}" does not answer as it should. Please try again shortly.':
    'Le fournisseur d’identité « {0} » ne répond pas comme il le devrait. Veuillez réessayer dans un instant.',
  'What the identity provider "{0}" says does not hold ({1}). Sign in again; if it stays, ask your administrator.':
    'Ce que dit le fournisseur d’identité « {0} » ne résiste pas à la vérification ({1}). Reconnectez-vous ; si cela persiste, adressez-vous à l’administration.',
  'What the identity provider "{0}" says does not hold. Sign in again; if it stays, ask your administrator.':
    'Ce que dit le fournisseur d’identité « {0} » ne résiste pas à la vérification. Reconnectez-vous ; si cela persiste, adressez-vous à l’administration.',
  'The identity provider "{0}" did not sign you in ({1}). Try again, or ask your administrator.':
    'Le fournisseur d’identité « {0} » ne vous a pas connecté ({1}). Réessayez, ou adressez-vous à l’administration.',
  'This sign-in was begun in another browser, too long ago, or is over. Sign in again.':
    'Cette connexion a été commencée dans un autre navigateur ou il y a trop longtemps, ou elle est terminée. Reconnectez-vous.',
  'Your account here is disabled. Ask your administrator.':
    'Votre compte est désactivé ici. Adressez-vous à l’administration.',
  'This logout token does not hold ({0}). Send one as OpenID Connect Back-Channel Logout describes.':
    'Ce jeton de déconnexion ne résiste pas à la vérification ({0}). Envoyez-en un conforme à OpenID Connect Back-Channel Logout.',
  'The content is larger than {0} bytes. Save a smaller file.':
    'Le contenu dépasse {0} octets. Enregistrez un fichier plus petit.',
  'The content ended after {0} of {1} bytes and was not kept. Send it again.':
    'Le contenu s’est arrêté après {0} octets sur {1} et n’a pas été gardé. Renvoyez-le.',
  'The content is longer than the {0} bytes announced and was not kept. Send it again.':
    'Le contenu est plus long que les {0} octets annoncés et n’a pas été gardé. Renvoyez-le.',
  'The description of the version is longer than {0} bytes. Shorten its title or names.':
    'La description de la version dépasse {0} octets. Raccourcissez son titre ou ses noms.',
  '{0} reached {1} of the {2} providers it needs and was removed. Check the providers, then try again.':
    '{0} n’a atteint que {1} des {2} lieux de stockage nécessaires et a été retiré. Vérifiez les lieux de stockage, puis réessayez.',
  'Object {0} has {1} readable shards of the {2} it needs. Bring its providers back, then try again.':
    'L’objet {0} a {1} fragments lisibles sur les {2} nécessaires. Rétablissez ses lieux de stockage, puis réessayez.',
  'Shard {0} of object {1} was rebuilt to other bytes than its manifest names and was not written. Report this as a fault of Kontor.':
    'Le fragment {0} de l’objet {1}, reconstruit, a donné d’autres octets que son manifeste et n’a pas été écrit. Signalez-le comme une erreur de Kontor.',
  'No object is stored for version {0}. Reload the list of versions.':
    'Aucun objet n’est stocké pour la version {0}. Rechargez la liste des versions.',
  'Document {0} has no keyring; create it first.':
    'Le document {0} n’a pas de trousseau ; créez-le d’abord.',
  'This server has no key of document {0}: one of its members must give it. To edit, send `release` with POST /api/eurooffice/session; to read, open GET /api/documents/:id/versions/:number/sealed with your key. docs/zero-knowledge.md shows both.':
    'Ce serveur n’a pas de clé du document {0} : l’un de ses membres doit la donner. Pour modifier, envoyez `release` avec POST /api/eurooffice/session ; pour lire, ouvrez GET /api/documents/:id/versions/:number/sealed avec votre clé. docs/zero-knowledge.md montre les deux.',
  '"{0}" is no public key of an age X25519 identity. Send one that begins with age1.':
    '« {0} » n’est pas la clé publique d’une identité age X25519. Envoyez-en une qui commence par age1.',
  'Document {0} needs a wrapped key for each of its epochs; missing: {1}. Take them from GET /api/documents/{2}/keyrings.':
    'Le document {0} a besoin d’une clé enveloppée pour chacune de ses époques ; il manque : {1}. Prenez-les de GET /api/documents/{2}/keyrings.',
  'The wrapped key of epoch {0} of document {1} was rejected. Send an armored age file for exactly {2} X25519 recipients.':
    'La clé enveloppée de l’époque {0} du document {1} a été refusée. Envoyez un fichier age en texte pour exactement {2} destinataires X25519.',
  'The wrapped key of epoch {0} of document {1} does not contain its secret, or is not sealed to this server. Seal the secret to "server_recipient" as well.':
    'La clé enveloppée de l’époque {0} du document {1} ne contient pas son secret, ou n’est pas scellée pour ce serveur. Scellez le secret aussi pour "server_recipient".',
  'The keyring of document {0} was changed in the meantime; read it and try again.':
    'Le trousseau du document {0} a été modifié entre-temps ; relisez-le et réessayez.',
  'Object {0} does not open with its key ({1}). Restore an earlier version.':
    'L’objet {0} ne s’ouvre pas avec sa clé ({1}). Restaurez une version antérieure.',
  'Provider {0} has no shard {1}. Start a scrub to repair it.':
    'Le lieu de stockage {0} n’a pas le fragment {1}. Lancez une vérification pour le réparer.',
  'Shard {0} on provider {1} is shorter than it should be. Start a scrub to repair it.':
    'Le fragment {0} du lieu de stockage {1} est plus court qu’il ne le devrait. Lancez une vérification pour le réparer.',
  'prepare its folder': 'préparer son dossier',
  'be looked at': 'être consulté',
  'be examined': 'être examiné',
  'look for abandoned uploads': 'chercher les envois abandonnés',
  'list shards': 'lister les fragments',
  'open a shard': 'ouvrir un fragment',
  'read a shard': 'lire un fragment',
  'write a shard': 'écrire un fragment',
  'commit a shard': 'valider un fragment',
  'remove a shard': 'supprimer un fragment',
  'take another operation': 'accepter une autre opération',
  'Provider {0} failed to {1} ({2}). Run "kontor doctor" to test it.':
    'Le lieu de stockage {0} n’a pas réussi à {1} ({2}). Exécutez « kontor doctor » pour le tester.',
  'Provider {0} was still busy after {1} ms. Check its disk or its network.':
    'Le lieu de stockage {0} était encore occupé après {1} ms. Vérifiez son disque ou son réseau.',
  'Too many files are being read and written; no memory is free for another. Try again in a few seconds.':
    'Trop de fichiers sont lus et écrits ; il ne reste plus de mémoire pour un autre. Réessayez dans quelques secondes.',
  'Provider {0} failed or was late a moment ago and is left out. Wait until it is tried again, or check it.':
    'Le lieu de stockage {0} a échoué ou tardé il y a un instant et est laissé de côté. Attendez le prochain essai, ou vérifiez-le.',
  'Only administrators may manage the storage. Ask one of them.':
    'Seule l’administration gère le stockage. Demandez-le-lui.',
  'No provider is called {0}. Name one of these: {1}.':
    'Aucun lieu de stockage ne se nomme {0}. Indiquez l’un de ceux-ci : {1}.',
  'Without provider {0} {1} would be left, and every version needs {2}. Add another provider first.':
    'Sans le lieu de stockage {0}, il en resterait {1}, et chaque version en demande {2}. Ajoutez d’abord un autre lieu de stockage.',
  'The identity file {0} is missing, but documents sealed to it exist. Put it back from its backup; a new one would open none of them.':
    'Le fichier d’identité {0} manque, mais des documents sont scellés pour elle. Restaurez-le depuis sa sauvegarde ; un nouveau n’en ouvrirait aucun.',
  'The identity file {0} contains no age secret key with a manifest signing seed. Put it back from its backup.':
    'Le fichier d’identité {0} ne contient pas de clé secrète age avec une graine de signature des manifestes. Restaurez-le depuis sa sauvegarde.',
  '{0} is not empty, and nothing is ever overwritten. Name a new folder.':
    '{0} n’est pas vide, et rien n’est jamais écrasé. Indiquez un nouveau dossier.',
  '{0} {1}. Correct --from.': '{0} {1}. Corrigez --from.',
  'The identity file {0} cannot be read ({1}). Check its path and its permissions.':
    'Le fichier d’identité {0} ne peut pas être lu ({1}). Vérifiez son chemin et ses droits.',
  'The identity file {0} contains no age secret key. Name a file that Kontor or age-keygen wrote.':
    'Le fichier d’identité {0} ne contient pas de clé secrète age. Indiquez un fichier écrit par Kontor ou age-keygen.',
  '{0} is no Ed25519 public key. Give its 32 bytes in base64 or hex; a key id and a slash may precede them.':
    '{0} n’est pas une clé publique Ed25519. Donnez ses 32 octets en base64 ou en hexadécimal ; un identifiant de clé et une barre oblique peuvent les précéder.',
  'The keyring of document {0}': 'Le trousseau du document {0}',
  'The content': 'Le contenu',
  'Somebody else has changed the document. Load the current version and try again.':
    'Quelqu’un d’autre a modifié le document. Chargez la version actuelle et réessayez.',
  'There is no such version of this document. Choose one from its list of versions.':
    'Le document n’a pas cette version. Choisissez-en une dans la liste de ses versions.',
  'There is no version {0} of this document. Choose one from its list of versions.':
    'Il n’y a pas de version {0} de ce document. Choisissez-en une dans sa liste de versions.',
  'There is no version group {0}. Check the id of the document.':
    'Il n’y a pas de groupe de versions {0}. Vérifiez l’identifiant du document.',
  'Version {0} has a part "{1}" already. Open that one.':
    'La version {0} a déjà une partie « {1} ». Ouvrez celle-là.',
  'Version {0} is the current one, or is gone already. Load the list of versions and choose another.':
    'La version {0} est la version actuelle, ou n’existe plus. Chargez la liste des versions et choisissez-en une autre.',
  'There is no such document, or you have no access to it. Check the address, or ask its owner.':
    'Ce document n’existe pas, ou vous n’y avez pas accès. Vérifiez l’adresse, ou demandez à son propriétaire.',
  'the owner shared this document without downloading; it can be read in the editor.':
    'ce document a été partagé sans téléchargement ; il peut être lu dans l’éditeur.',
  'this needs the role "editor" on the document.':
    'il faut pour cela le rôle « editor » (modifier) sur le document.',
  'only the owner of the document can share it.':
    'seul le propriétaire du document peut le partager.',
  'only the owner of the document can do this.': 'seul le propriétaire du document peut le faire.',
  'Ask the owner: {0}': 'Demandez au propriétaire : {0}',
  'this needs the right "{0}" on the document.':
    'il faut pour cela le droit « {0} » sur le document.',
  'title: {0}': 'title : {0}',
  'The title has no file extension; give one of a known format, for example "Report.docx".':
    'Le titre n’a pas d’extension de fichier ; donnez-en une connue, par exemple « Rapport.docx ».',
  'Files with the extension ".{0}" are not supported. Convert the file to a format such as .docx, .xlsx or .pdf.':
    'Les fichiers avec l’extension « .{0} » ne sont pas pris en charge. Convertissez le fichier dans un format tel que .docx, .xlsx ou .pdf.',
  'title: the document is a .{0} file and cannot be renamed to .{1}. Keep the extension, or convert the document.':
    'title : le document est un fichier .{0} et ne peut pas être renommé en .{1}. Gardez l’extension, ou convertissez le document.',
  'The file is larger than the limit of {0} bytes. Reduce its size, or ask an administrator to raise KONTOR_MAX_FILE_BYTES.':
    'Le fichier dépasse la limite de {0} octets. Réduisez sa taille, ou demandez à l’administration d’augmenter KONTOR_MAX_FILE_BYTES.',
  'The content is not a valid .{0} file: {1}. Check the file and its extension.':
    'Le contenu n’est pas un fichier .{0} valable : {1}. Vérifiez le fichier et son extension.',
  'The content ended before the announced {0} bytes; send it again.':
    'Le contenu s’est arrêté avant les {0} octets annoncés ; renvoyez-le.',
  'The document is being edited by {0}; try again when they are done.':
    'Le document est en cours de modification par {0} ; réessayez quand ce sera terminé.',
  'Unsaved changes{0} of document {1} are still in the editor. Open the document to save them, or discard them: repeat this request with give_up_unsaved_changes=true, or send DELETE /api/documents/{2}/unsaved-changes.':
    'Des modifications non enregistrées{0} du document {1} sont encore dans l’éditeur. Ouvrez le document pour les enregistrer, ou abandonnez-les : répétez cette requête avec give_up_unsaved_changes=true, ou envoyez DELETE /api/documents/{2}/unsaved-changes.',
  ' by {0}': ' de {0}',
  'The document is checked out by {0}; try again when it is checked in.':
    'Le document est extrait par {0} ; réessayez quand il sera rendu.',
  'You do not have the document checked out; check it out first.':
    'Vous n’avez pas extrait le document ; extrayez-le d’abord.',
  'The document has no content yet. Save a first version, then try again.':
    'Le document n’a pas encore de contenu. Enregistrez une première version, puis réessayez.',
  'Send the header If-Match with the etag of the version that your content replaces.':
    'Envoyez l’en-tête If-Match avec l’ETag de la version que votre contenu remplace.',
  'The document was changed in the meantime; load the current version and try again.':
    'Le document a été modifié entre-temps ; chargez la version actuelle et réessayez.',
  'The document has content already; send If-Match with the etag of what you replace.':
    'Le document a déjà un contenu ; envoyez If-Match avec l’ETag de ce que vous remplacez.',
  'There is no person with the username "{0}". Check the spelling.':
    'Personne n’a le nom d’utilisateur « {0} ». Vérifiez l’orthographe.',
  '{0} is the owner of the document; share it with somebody else.':
    'Le document appartient à {0} ; partagez-le avec quelqu’un d’autre.',
  'The document is not shared with "{0}". Reload the list of people who have access.':
    'Le document n’est pas partagé avec « {0} ». Rechargez la liste des personnes qui y ont accès.',
  'There is no group "{0}". Search for it again.':
    'Il n’y a pas de groupe « {0} ». Recherchez-le de nouveau.',
  'The document is not shared with the group {0}. Reload the list of people who have access.':
    'Le document n’est pas partagé avec le groupe {0}. Rechargez la liste des personnes qui y ont accès.',
  'The requested range lies outside the {0} bytes of the content. Request a range within them.':
    'La plage demandée est hors des {0} octets du contenu. Demandez une plage qui s’y trouve.',
  'These people have no key of their own: {0}. They create one under "Private documents"; then try again.':
    'Ces personnes n’ont pas de clé personnelle : {0}. Elles en créent une sous « Documents privés » ; réessayez ensuite.',
  'These people have no key of their own and could not open it: {0}. They create one under "Private documents"; or repeat the request with "accept": true, and let them in once they have one.':
    'Ces personnes n’ont pas de clé personnelle et ne pourraient pas l’ouvrir : {0}. Elles en créent une sous « Documents privés » ; ou répétez la requête avec "accept": true, et laissez-les entrer dès qu’elles en auront une.',
  '{0} owns this document, has no key of their own, and could not open it any more. They create one under "Private documents"; then try again.':
    'Le document appartient à {0}, qui n’a pas de clé personnelle et ne pourrait plus l’ouvrir. Elle se crée sous « Documents privés » ; réessayez ensuite.',
  'Only a member\'s key can give {0} access: send "keyrings", every epoch\'s secret sealed to all members and {1} (GET /api/documents/{2}/keyrings, docs/zero-knowledge.md).':
    'Seule la clé d’un membre peut donner accès à {0} : envoyez "keyrings", le secret de chaque époque scellé pour tous les membres et {1} (GET /api/documents/{2}/keyrings, docs/zero-knowledge.md).',
  'the recovery key': 'la clé de récupération',
  '{0}, the recovery key': '{0}, la clé de récupération',
  nobody: 'personne',
  ', or share it with {0} first': ', ou partagez-le d’abord avec {0}',
  'The document is private, and can then be opened by {0} only: repeat the request with "accept": true{1}.':
    'Le document est privé et ne pourra plus être ouvert que par {0} : répétez la requête avec "accept": true{1}.',
  '{0} of the documents are private, and {1} can open only what is sealed to their key: repeat the request with "accept": true to hand them over all the same.':
    '{0} des documents sont privés, et {1} ne peut ouvrir que ce qui est scellé pour sa clé : répétez la requête avec "accept": true pour les remettre malgré tout.',
  "The body is not a file key. Send the version's file key: exactly 16 bytes, application/octet-stream.":
    'Le corps n’est pas une clé de fichier. Envoyez la clé de fichier de la version : exactement 16 octets, application/octet-stream.',
  "This is not the file key of version {0}; take it from the version's age header (GET …/versions/{1}/key).":
    'Ce n’est pas la clé de fichier de la version {0} ; prenez-la dans l’en-tête age de la version (GET …/versions/{1}/key).',
  'The database has documents. Reindex into an empty one, or add what is missing with --merge.':
    'La base de données contient des documents. Réindexez dans une base vide, ou ajoutez ce qui manque avec --merge.',
  'No Document Server is configured, so nothing can be converted. Ask an administrator to set EUROOFFICE_URL.':
    'Aucun Document Server n’est configuré ; rien ne peut donc être converti. Demandez à l’administration de définir EUROOFFICE_URL.',
  'Only version 1.0.0 of tus is supported. Send the header Tus-Resumable: 1.0.0.':
    'Seule la version 1.0.0 de tus est prise en charge. Envoyez l’en-tête Tus-Resumable: 1.0.0.',
  'You have {0} unfinished uploads, which is the limit (KONTOR_UPLOADS_PER_PERSON). Finish one of them, or try again later.':
    'Vous avez {0} envois inachevés, la limite (KONTOR_UPLOADS_PER_PERSON). Terminez-en un, ou réessayez plus tard.',
  'There is no such upload, or it took too long; start it again.':
    'Cet envoi n’existe pas, ou il a duré trop longtemps ; recommencez-le.',
  'Upload-Offset: the upload continues at {0}. Request the offset with HEAD.':
    'Upload-Offset : l’envoi continue à {0}. Demandez la position avec HEAD.',
  'a text document': 'un document texte',
  'a spreadsheet': 'un classeur',
  'a presentation': 'une présentation',
  'a drawing': 'un dessin',
  'it is a compound file (OLE2)': 'c’est un fichier composé (OLE2)',
  'the entry [Content_Types].xml is missing': 'l’entrée [Content_Types].xml manque',
  'it has no main part of an office document':
    'il n’a pas de partie principale d’un document bureautique',
  'its list of parts could not be read': 'sa liste de parties n’a pas pu être lue',
  'it is {0}': 'c’est {0}',
  'its media type is {0}': 'son type de média est {0}',
  'the entries mimetype and content.xml are missing':
    'les entrées mimetype et content.xml manquent',
  'the entry META-INF/container.xml is missing': 'l’entrée META-INF/container.xml manque',
  'it has none of the known forms of such files':
    'il n’a aucune des formes connues de tels fichiers',
  'it begins like a web page': 'il commence comme une page web',
  'the signature %PDF- is missing': 'la signature %PDF- manque',
  'the signature %PDF- is not in the first 1024 bytes':
    'la signature %PDF- n’est pas dans les 1024 premiers octets',
  'it is no XML': 'ce n’est pas du XML',
  'it is a web page': 'c’est une page web',
  'its first bytes are not the signature of such a file':
    'ses premiers octets ne sont pas la signature d’un tel fichier',
  'the signature {\\rtf is missing': 'la signature {\\rtf manque',
  'no OLE2': 'pas d’OLE2',
  'it is cut off: the directory at its end is missing':
    'il est coupé : le répertoire à sa fin manque',
  'it is no zip container': 'ce n’est pas un conteneur zip',
  'the zip container is empty': 'le conteneur zip est vide',
  'it begins like a zip container': 'il commence comme un conteneur zip',
  'it is a zip container': 'c’est un conteneur zip',
  'it is a PDF file': 'c’est un fichier PDF',
  'it begins like a PDF file': 'il commence comme un fichier PDF',
  'it is an image': 'c’est une image',
  'it is empty': 'il est vide',
  'must not be empty': 'ne doit pas être vide',
  'must have at most {0} characters': 'doit avoir au plus {0} caractères',
  'must not contain control characters or the signs / and \\':
    'ne doit contenir ni caractères de contrôle ni les signes / et \\',
  'must be well-formed text': 'doit être un texte Unicode bien formé',
  'must have a name before the extension': 'doit avoir un nom avant l’extension',
  'must be a language tag, such as de-CH': 'doit être un code de langue tel que de-CH',
  'This was changed since you looked at it (If-Match). Load it again, and decide anew.':
    'Cela a été modifié depuis que vous l’avez consulté (If-Match). Rechargez-le et décidez à nouveau.',
  'The form has no boundary or ended early. Send it again, complete, as multipart/form-data.':
    'Le formulaire n’a pas de délimiteur ou s’est arrêté trop tôt. Renvoyez-le en entier, en multipart/form-data.',
  'The form has more than one file, and nothing of it was kept. Send each file in a request of its own.':
    'Le formulaire contient plus d’un fichier et rien n’en a été conservé. Envoyez chaque fichier dans une requête à part.',
  'A part of the form says that it is encoded (Content-Transfer-Encoding). Send its bytes as they are: without that header, or with the value binary.':
    'Une partie du formulaire se dit encodée (Content-Transfer-Encoding). Envoyez ses octets tels quels : sans cet en-tête, ou avec la valeur binary.',
  'The form has no file. Send it in the field "file".':
    'Le formulaire ne contient pas de fichier. Envoyez-le dans le champ "file".',
  'must be a file extension in lower case, such as pdf':
    'doit être une extension de fichier en minuscules telle que pdf',
  'name the new owner: send person or username':
    'indiquez le nouveau propriétaire : person ou username',
  'There are more bytes than the announced {0}; start again.':
    'Il y a plus d’octets que les {0} annoncés ; recommencez.',
  'The upload came in more than {0} pieces. Start again with larger ones.':
    'L’envoi est arrivé en plus de {0} morceaux. Recommencez avec de plus grands.',
  'The header {0} is missing or is not a whole number of bytes.':
    'L’en-tête {0} manque ou n’est pas un nombre entier d’octets.',
  'The header Content-Type must be {0}.': 'L’en-tête Content-Type doit être {0}.',
  'Only administrators may read the audit log. Ask one of them for what you need.':
    'Seule l’administration lit le journal d’audit. Demandez-lui ce dont vous avez besoin.',
  'You have no notification {0}; it may have been dismissed already. Reload the list.':
    'Vous n’avez pas de notification {0} ; elle a peut-être déjà été retirée. Rechargez la liste.',
  'No editor opens .{0} files; download the document instead.':
    'Aucun éditeur n’ouvre les fichiers .{0} ; téléchargez plutôt le document.',
  'Changes of a .{0} file are saved as .{1}; the .{2} stays as the version before. Send "convert": true to edit it.':
    'Les modifications d’un fichier .{0} sont enregistrées en .{1} ; le .{2} reste comme version précédente. Envoyez "convert": true pour le modifier.',
  'customization.goback.url leads to another server; give an address on {0}.':
    'customization.goback.url mène à un autre serveur ; donnez une adresse sous {0}.',
  'Document {0} has no content yet. Save a first version, then open it.':
    'Le document {0} n’a pas encore de contenu. Enregistrez une première version, puis ouvrez-le.',
  'Version {0} of document {1} is the one to open now; release the key of that version.':
    'C’est la version {0} du document {1} qui s’ouvre maintenant ; libérez la clé de cette version.',
  'The released key was rejected: {0}. Release it for this document and version for at most an hour after {1} (the time of this server), wrapped as docs/formats/editing-session.md describes.':
    'La clé libérée a été refusée : {0}. Libérez-la pour ce document et cette version, au plus une heure après {1} (l’heure de ce serveur), enveloppée comme le décrit docs/formats/editing-session.md.',
  'You have no such editing session, or it is over. Open the document again.':
    'Vous n’avez pas cette session d’édition, ou elle est terminée. Rouvrez le document.',
  'This address is not valid for this request, or has expired. Open the document again from Kontor.':
    'Cette adresse n’est pas valable pour cette requête, ou a expiré. Rouvrez le document depuis Kontor.',
  'The Document Server did not identify itself with a valid token. Check that both sides have the same secret (EUROOFFICE_JWT_SECRET, JWT_SECRET) and that their clocks agree.':
    'Le Document Server ne s’est pas identifié avec un jeton valable. Vérifiez que les deux côtés ont le même secret (EUROOFFICE_JWT_SECRET, JWT_SECRET) et que leurs horloges concordent.',
  'The saved file was rejected: {0}. The Document Server keeps it as a forgotten file.':
    'Le fichier enregistré a été refusé : {0}. Le Document Server le garde comme fichier oublié.',
  'The saved file could not be fetched from the Document Server: {0}. The Document Server retries.':
    'Le fichier enregistré n’a pas pu être récupéré du Document Server : {0}. Le Document Server réessaie.',
  'A request to the Document Server failed: {0}. Try again, then ask an administrator to run "kontor doctor".':
    'Une requête au Document Server a échoué : {0}. Réessayez, puis demandez à l’administration d’exécuter « kontor doctor ».',
  'command {0} failed with error {1}': 'la commande {0} a échoué avec l’erreur {1}',
  'A save for document {0} names a document key that was never issued for it. The Document Server keeps the file as a forgotten file.':
    'Un enregistrement du document {0} nomme une clé de document qui n’a jamais été émise pour lui. Le Document Server garde le fichier comme fichier oublié.',
  'Too many requests came from this address within a minute. Try again in {0} seconds.':
    'Trop de requêtes sont venues de cette adresse en une minute. Réessayez dans {0} secondes.',
  'it has expired': 'elle a expiré',
  'it is valid for too long': 'elle est valable trop longtemps',
  'its capability is malformed': 'sa capacité est mal formée',
  'its wrapped key does not open': 'sa clé enveloppée ne s’ouvre pas',
  'must be an http(s) address': 'doit être une adresse http(s)',
  'must be the name of a theme': 'doit être le nom d’un thème',
  'must be a language such as "de" or "de-CH"': 'doit être une langue telle que "de" ou "de-CH"',
  'must be a time zone such as Europe/Zurich': 'doit être un fuseau horaire tel que Europe/Zurich',
  'must be 44 bytes in base64url': 'doit être 44 octets en base64url',
  'must be 32 bytes in base64url': 'doit être 32 octets en base64url',
  'must be an age public key': 'doit être une clé publique age',
  'must be at most 4096 characters as JSON': 'doit avoir au plus 4096 caractères en JSON',
  'name whom to tell: send people or usernames': 'indiquez qui prévenir : people ou usernames',
  'its format table could not be read': 'sa table de formats n’a pas pu être lue',
  'command {0} got no proper answer': 'la commande {0} n’a pas reçu de réponse correcte',
  'This server does not unpack bodies with the Content-Encoding {0}. Send the body as it is, without that header.':
    'Ce serveur ne décompresse pas les corps avec le Content-Encoding {0}. Envoyez le corps tel quel, sans cet en-tête.',
  'The body of this request is larger than {0} bytes. Send less at a time.':
    'Le corps de cette requête dépasse {0} octets. Envoyez-en moins à la fois.',
  'This route does not accept {0}. Send application/json.':
    'Cette route n’accepte pas {0}. Envoyez application/json.',
  'a body without a Content-Type': 'un corps sans Content-Type',
  'its address is not that of a saved file': 'son adresse n’est pas celle d’un fichier enregistré',
  'it is larger than {0} bytes': 'il dépasse {0} octets',
  'it ended early': 'il s’est arrêté trop tôt',
  'it is no archive of changes': 'ce n’est pas une archive de modifications',
  '.{0} cannot be converted to .{1}': '.{0} ne peut pas être converti en .{1}',
  'the conversion service answered {0}': 'le service de conversion a répondu {0}',
  'its address is not that of a result': 'son adresse n’est pas celle d’un résultat',
  'it is no .{0} file ({1})': 'ce n’est pas un fichier .{0} ({1})',
  'it is larger than {0} bytes (KONTOR_MAX_FILE_BYTES)':
    'il dépasse {0} octets (KONTOR_MAX_FILE_BYTES)',
  'it is not a file of this document': 'ce n’est pas un fichier de ce document',
  'a web page came in its place': 'une page web est venue à sa place',
  'it could not be fetched': 'il n’a pas pu être récupéré',
  'must be a file extension without dot': 'doit être une extension de fichier sans point',
  "The editor cannot show the history of a private document, because this server cannot decrypt its versions. Open or restore a version from the document's page.":
    'L’éditeur ne peut pas montrer l’historique d’un document privé, car ce serveur ne peut pas déchiffrer ses versions. Ouvrez ou restaurez une version depuis la page du document.',
  "Version {0} is a .{1} file, which is not of the kind that is open. Open it from the document's page.":
    'La version {0} est un fichier .{1}, d’une autre sorte que ce qui est ouvert. Ouvrez-la depuis la page du document.',
  'The Document Server returned no usable .{0} file: {1}. Open the history again, or restore the whole version.':
    'Le Document Server n’a pas rendu de fichier .{0} utilisable : {1}. Rouvrez l’historique, ou restaurez la version entière.',
  'The step could not be fetched from the Document Server. Try to restore it again.':
    'L’étape n’a pas pu être récupérée du Document Server. Réessayez de la restaurer.',
  'the report names no file': 'le rapport ne nomme aucun fichier',
  'the submitted form did not come': 'le formulaire envoyé n’est pas arrivé',
  'The Document Server returned no usable .{0} file: {1}. Try "Save copy as" again, or download the file.':
    'Le Document Server n’a pas rendu de fichier .{0} utilisable : {1}. Réessayez « Enregistrer une copie sous », ou téléchargez le fichier.',
  'The copy could not be fetched from the Document Server. Try "Save copy as" again.':
    'La copie n’a pas pu être récupérée du Document Server. Réessayez « Enregistrer une copie sous ».',
  'The Document Server returned no usable .{0} file: {1}. Try again, or choose another format.':
    'Le Document Server n’a pas rendu de fichier .{0} utilisable : {1}. Réessayez, ou choisissez un autre format.',
  'The file could not be fetched from the Document Server. Try to download it again.':
    'Le fichier n’a pas pu être récupéré du Document Server. Réessayez de le télécharger.',
  'A private document cannot be copied or put into another one by the server, because the server cannot decrypt it. Download it, and upload or insert the file.':
    'Un document privé ne peut être ni copié ni inséré dans un autre par le serveur, qui ne peut pas le déchiffrer. Téléchargez-le, puis envoyez ou insérez le fichier.',
  image: 'une image',
  document: 'un document texte',
  spreadsheet: 'un classeur',
  'A .{0} file cannot be used here: {1} is needed. Choose another document.':
    'Un fichier .{0} n’est pas utilisable ici : il faut {1}. Choisissez un autre document.',
  'too many saves are being converted': 'trop d’enregistrements sont en cours de conversion',
  'it answered with status {0}': 'il a répondu avec le statut {0}',
  'it was redirected, which is never followed':
    'il a été redirigé, et aucune redirection n’est suivie',
  'it could not be fetched (status {0})': 'il n’a pas pu être récupéré (statut {0})',
  'it came encoded unasked': 'il est arrivé encodé sans que ce soit demandé',
  'This server is not connected to a template backend (ONEOFFIXX_HOSTNAME is not set).':
    'Ce serveur n’est relié à aucun système de modèles (ONEOFFIXX_HOSTNAME n’est pas défini).',
  'There is no file {0} that this server can read; put the credentials of the template backend there (ONEOFFIXX_CREDENTIALS_FILE).':
    'Il n’y a pas de fichier {0} que ce serveur puisse lire ; mettez-y les identifiants du système de modèles (ONEOFFIXX_CREDENTIALS_FILE).',
  'The credentials file {0} is not a JSON object; if it was just being written, try again, otherwise correct it.':
    'Le fichier d’identifiants {0} n’est pas un objet JSON ; s’il était en cours d’écriture, réessayez, sinon corrigez-le.',
  'The credentials file {0} lacks {1}; each must be a text that is not empty.':
    'Il manque {1} au fichier d’identifiants {0} ; chacun doit être un texte non vide.',
  'The directory knows no SID of yours, so the template backend cannot tell who asks; people without a directory entry cannot use templates (or set ONEOFFIXX_FAKE_SID to debug).':
    'L’annuaire ne connaît pas votre SID ; le système de modèles ne peut donc pas savoir qui demande. Sans entrée dans l’annuaire, on ne peut pas utiliser de modèles (ou définissez ONEOFFIXX_FAKE_SID pour essayer).',
  'Your SID could not be looked up; try again, and if it stays so, look at the directory.':
    'Votre SID n’a pas pu être trouvé ; réessayez, et si cela persiste, regardez dans l’annuaire.',
  '{0}: {1}{2}. {3}': '{0} : {1}{2}. {3}',
  'Trying again may help.': 'Réessayer peut aider.',
  'Trying again will not help.': 'Réessayer n’aidera pas.',
  'The template backend gave no access': 'Le système de modèles n’a pas donné d’accès',
  'The template library could not be read': 'La bibliothèque de modèles n’a pas pu être lue',
  'The organisation of the template library could not be read':
    'L’organisation de la bibliothèque de modèles n’a pas pu être lue',
  'The template groups could not be read': 'Les groupes de modèles n’ont pas pu être lus',
  'The favourite templates could not be read': 'Les modèles favoris n’ont pas pu être lus',
  'nothing listens at its address (ONEOFFIXX_HOSTNAME), or it is being restarted':
    'rien n’écoute à son adresse (ONEOFFIXX_HOSTNAME), ou il est en train de redémarrer',
  'it closed the connection before it had answered':
    'il a fermé la connexion avant d’avoir répondu',
  'it did not answer in time': 'il n’a pas répondu à temps',
  'its name is not known (ONEOFFIXX_HOSTNAME)': 'son nom n’est pas connu (ONEOFFIXX_HOSTNAME)',
  'it could not be reached': 'il n’a pas pu être joint',
  'its certificate is not trusted or it does not speak TLS; make its authority known with NODE_EXTRA_CA_CERTS, and check ONEOFFIXX_PROTOCOL':
    'son certificat n’est pas reconnu, ou il ne parle pas TLS ; faites connaître son autorité avec NODE_EXTRA_CA_CERTS, et vérifiez ONEOFFIXX_PROTOCOL',
  'it points to another address, which is not followed; check ONEOFFIXX_HOSTNAME and the paths':
    'il renvoie vers une autre adresse, qui n’est pas suivie ; vérifiez ONEOFFIXX_HOSTNAME et les chemins',
  'a web page came back, probably from a proxy or a login; check the address and its paths':
    'une page web est revenue, sans doute d’un proxy ou d’une connexion ; vérifiez l’adresse et ses chemins',
  'the answer is not JSON; check the address and its paths':
    'la réponse n’est pas du JSON ; vérifiez l’adresse et ses chemins',
  'the answer has another form than expected; check the paths and ONEOFFIXX_API':
    'la réponse a une autre forme que prévu ; vérifiez les chemins et ONEOFFIXX_API',
  'nothing is offered under this path; check ONEOFFIXX_PATH_PREFIX, ONEOFFIXX_AUTH_PATH and ONEOFFIXX_WEBSERVICE_PATH':
    'rien n’est offert sous ce chemin ; vérifiez ONEOFFIXX_PATH_PREFIX, ONEOFFIXX_AUTH_PATH et ONEOFFIXX_WEBSERVICE_PATH',
  'the person belongs to no organisation there': 'la personne n’y appartient à aucune organisation',
  'the answer is larger than this server takes':
    'la réponse est plus grande que ce serveur n’accepte',
  'the person has no template library there, or none is the primary one':
    'la personne n’y a pas de bibliothèque de modèles, ou aucune n’est la principale',
  'it refused the credentials or the person; check the credentials file, the SID, ONEOFFIXX_DOUBLE_ENCODE_BUG and the clocks of both servers':
    'il a refusé les identifiants ou la personne ; vérifiez le fichier d’identifiants, le SID, ONEOFFIXX_DOUBLE_ENCODE_BUG et les horloges des deux serveurs',
  'it does not accept the access it gave, not even when renewed':
    'il n’accepte pas l’accès qu’il a donné, même renouvelé',
  'it refused the request': 'il a refusé la requête',
  'it reported a failure of its own': 'il a signalé une panne de son côté',
  'it takes no more requests at the moment': 'il n’accepte plus de requêtes pour l’instant',
  'template_id: there is no such template for you, or none that can be used here.':
    'template_id : ce modèle n’existe pas pour vous, ou n’est pas utilisable ici.',
  'the name has more than {0} characters': 'le nom a plus de {0} caractères',
  'a name consists of letters, digits, dots, hyphens, colons and underscores':
    'un nom se compose de lettres, de chiffres, de points, de tirets, de deux-points et de traits de soulignement',
  'is not a number': 'n’est pas un nombre',
  'is not a date of the form YYYY-MM-DD': 'n’est pas une date de la forme YYYY-MM-DD',
  'give at least one line, or an empty text': 'donnez au moins une ligne, ou un texte vide',
  'contains the character {0}, which documents cannot hold':
    'contient le caractère {0}, que les documents ne peuvent pas contenir',
  'at most {0} names': 'au plus {0} noms',
  'The address has expired. Please sign in, or open the document again from its page.':
    'L’adresse a expiré. Connectez-vous, ou rouvrez le document depuis sa page.',
  'The address is valid only for the action "{0}". Open the document again from its page.':
    'L’adresse ne vaut que pour l’action « {0} ». Rouvrez le document depuis sa page.',
  'The address has {0} characters, which is too long to start a program. Shorten KONTOR_PUBLIC_URL.':
    'L’adresse a {0} caractères, trop pour démarrer un programme. Raccourcissez KONTOR_PUBLIC_URL.',
  'No template backend is configured. Ask an administrator to set ONEOFFIXX_HOSTNAME.':
    'Aucun système de modèles n’est configuré. Demandez à l’administration de définir ONEOFFIXX_HOSTNAME.',
  'language: this template is not available in {0}. Choose one of {1}.':
    'language : ce modèle n’existe pas en {0}. Choisissez parmi : {1}.',
  'The document is not waiting for a template. Start again from the list of templates.':
    'Le document n’attend pas de modèle. Recommencez depuis la liste des modèles.',
  'There are no such documents, or you have no access to them. Reload the list.':
    'Ces documents n’existent pas, ou vous n’y avez pas accès. Rechargez la liste.',
  'Files with the extension ".{0}" are not supported. Save the file in a format such as .docx, .xlsx or .pdf.':
    'Les fichiers avec l’extension « .{0} » ne sont pas pris en charge. Enregistrez le fichier dans un format tel que .docx, .xlsx ou .pdf.',
  'The lock token does not match the current lock. Lock the document again.':
    'Le jeton de verrou ne correspond pas au verrou actuel. Verrouillez de nouveau le document.',
  'The disk of the server is full, so this was not stored. Ask an administrator to free space, then try again.':
    'Le disque du serveur est plein ; rien n’a donc été enregistré. Demandez à l’administration de libérer de l’espace, puis réessayez.',
  'The server cannot use its disk at the moment, so this was not done. Ask an administrator to look for the reason in the log.':
    'Le serveur ne peut pas utiliser son disque pour l’instant ; rien n’a donc été fait. Demandez à l’administration d’en chercher la raison dans le journal.',
  'The body is not JSON. Correct it, and send it again.':
    'Le corps n’est pas du JSON. Corrigez-le et renvoyez-le.',
  'The body is empty, but its Content-Type says JSON. Send JSON, or leave the Content-Type out.':
    'Le corps est vide, mais son Content-Type annonce du JSON. Envoyez du JSON, ou retirez le Content-Type.',
  'The body of this request is too large. Send less at a time.':
    'Le corps de cette requête est trop grand. Envoyez-en moins à la fois.',
  'The body has another length than its Content-Length says. Send it again.':
    'Le corps n’a pas la longueur que son Content-Length annonce. Renvoyez-le.',
  'This route does not accept the Content-Type of the body. Send application/json.':
    'Cette route n’accepte pas le Content-Type du corps. Envoyez application/json.',
  'The body is not JSON: {0}. Correct it.': 'Le corps n’est pas du JSON : {0}. Corrigez-le.',
  'Cannot {0} {1}': 'Il n’y a rien ici sous {0} {1}',
  'Checkout is not allowed.': 'L’extraction n’est pas autorisée.',
  'The browser editor has changes that it could not save. Open the document there first, or give them up on its page.':
    'L’éditeur du navigateur a des modifications qu’il n’a pas pu enregistrer. Ouvrez d’abord le document là-bas, ou abandonnez-les sur sa page.',
  'The document is not checked out by you.': 'Vous n’avez pas extrait le document.',
  'has more than {0} bytes': 'a plus de {0} octets',
  'is not JSON': 'n’est pas du JSON',
  'The body {0}.': 'Le corps {0}.',
  'No setting that can be changed while the service runs is called "{0}". Choose one of {1}.':
    'Aucun réglage modifiable en cours de service ne se nomme « {0} ». Choisissez parmi : {1}.',
  'This value does not fit {0}: {1}. Give one within its bounds.':
    'Cette valeur ne convient pas à {0} : {1}. Donnez-en une dans les limites.',
  'name the new owner: send person or to': 'indiquez à qui remettre : person ou to',
  'There is no connection named "{0}". Choose one of {1}.':
    'Aucune connexion ne se nomme « {0} ». Choisissez parmi : {1}.',
  'There is no SQLite database in {0}; set KONTOR_DATA_DIR to the folder of the installation.':
    'Il n’y a pas de base de données SQLite dans {0} ; définissez KONTOR_DATA_DIR sur le dossier de l’installation.',
  'The source lacks {0} migrations, or was used by a newer version. Start and stop this version of Kontor on it once, then try again.':
    'Il manque {0} migrations à la source, ou une version plus récente l’a utilisée. Démarrez puis arrêtez une fois cette version de Kontor dessus, puis réessayez.',
  'The target must be a postgres:// URL. Correct --to or TARGET_DATABASE_URL.':
    'La cible doit être une URL postgres://. Corrigez --to ou TARGET_DATABASE_URL.',
  'Name an empty database: --to postgres://user@host/database, --to-file FILE, or TARGET_DATABASE_URL.':
    'Indiquez une base de données vide : --to postgres://user@host/database, --to-file FILE ou TARGET_DATABASE_URL.',
  'The target already holds other data (table {0}); nothing was changed. Name an empty database.':
    'La cible contient déjà d’autres données (table {0}) ; rien n’a été modifié. Indiquez une base de données vide.',
  'A move from another installation into this target is unfinished; nothing was changed. Name an empty database.':
    'Un déplacement d’une autre installation vers cette cible est inachevé ; rien n’a été modifié. Indiquez une base de données vide.',
  'Another process is moving data into the same target, so this one stops. Wait for the other one to finish.':
    'Un autre processus déplace des données vers la même cible ; celui-ci s’arrête donc. Attendez que l’autre ait fini.',
  'Table {0} has other columns in the source than in the target. Check that both were migrated by this version of Kontor.':
    'La table {0} a d’autres colonnes dans la source que dans la cible. Vérifiez que les deux ont été migrées par cette version de Kontor.',
  'Table {0} differs between the target ({1} rows) and the source ({2} rows). Stop every Kontor, empty the target and move again.':
    'La table {0} diffère entre la cible ({1} lignes) et la source ({2} lignes). Arrêtez chaque Kontor, videz la cible et recommencez le déplacement.',
  'A move into this database is unfinished. Run kontor migrate-database again until it reports that it is done.':
    'Un déplacement vers cette base de données est inachevé. Exécutez de nouveau kontor migrate-database jusqu’à ce qu’il annonce avoir terminé.',
  'The Document Server could not fetch the file (error {0}). Ask an administrator to run "kontor doctor", which finds the reason.':
    'Le Document Server n’a pas pu récupérer le fichier (erreur {0}). Demandez à l’administration d’exécuter « kontor doctor », qui en trouve la raison.',
  'The file needs a password (error {0}). Send the right one as "password".':
    'Le fichier demande un mot de passe (erreur {0}). Envoyez le bon dans "password".',
  'The Document Server cannot convert this file to .{0} (error {1}). Choose another format.':
    'Le Document Server ne peut pas convertir ce fichier en .{0} (erreur {1}). Choisissez un autre format.',
  'The file is too large for the Document Server (error {0}). Reduce its size and try again.':
    'Le fichier est trop grand pour le Document Server (erreur {0}). Réduisez sa taille et réessayez.',
  'error {0}': 'erreur {0}',
  'The Document Server failed to convert this file to .{0} (error {1}). Open it to check whether it is damaged.':
    'Le Document Server n’a pas réussi à convertir ce fichier en .{0} (erreur {1}). Ouvrez-le pour vérifier s’il est endommagé.',
  'Converting the file to .{0} took too long{1}. Try again later.':
    'La conversion du fichier en .{0} a pris trop de temps{1}. Réessayez plus tard.',
  ' (error {0})': ' (erreur {0})',
  'The Document Server returned no usable .{0} file: {1}. Try again, then ask an administrator to read its log.':
    'Le Document Server n’a pas rendu de fichier .{0} utilisable : {1}. Réessayez, puis demandez à l’administration de lire son journal.',
  'The conversion service does not answer ({0}). Try again later.':
    'Le service de conversion ne répond pas ({0}). Réessayez plus tard.',
  'too many conversions are running': 'trop de conversions sont en cours',
  'A .{0} file cannot be converted. Download it as it is.':
    'Un fichier .{0} ne peut pas être converti. Téléchargez-le tel quel.',
  'A .{0} file cannot be converted to .{1}. Choose one of {2}.':
    'Un fichier .{0} ne peut pas être converti en .{1}. Choisissez parmi : {2}.',
  'A private document cannot be converted, because the server cannot decrypt it. Open it and use "Download as".':
    'Un document privé ne peut pas être converti, car le serveur ne peut pas le déchiffrer. Ouvrez-le et utilisez « Télécharger comme ».',
  thumbnail: 'de vignette',
  preview: 'd’aperçu',
  'This version has no {0}: it is private, its format has none, or the Document Server could not make one. Download the document instead.':
    'Cette version n’a pas {0} : elle est privée, son format n’en a pas, ou le Document Server n’a pas pu en faire. Téléchargez plutôt le document.',
  'too many pictures are being made': 'trop d’images sont en cours de création',
  'The Document Server may not fetch this file: {0}. Request the conversion again.':
    'Le Document Server ne peut pas récupérer ce fichier : {0}. Redemandez la conversion.',
  'status {0}': 'statut {0}',
  'the result could not be fetched': 'le résultat n’a pas pu être récupéré',
  'it does not begin like one': 'il ne commence pas comme tel',
  'the address was not issued, or has expired': 'l’adresse n’a pas été émise, ou a expiré',
  'There is no webhook "{0}". Check its id.':
    'Il n’y a pas de webhook « {0} ». Vérifiez son identifiant.',
  'There is no delivery "{0}" of this webhook, or it is older than 7 days, a dead one than 30. Check its id.':
    'Ce webhook n’a pas de livraison « {0} », ou elle date de plus de 7 jours, ou de 30 si elle a échoué. Vérifiez son identifiant.',
  'Events cannot be sent to this address: {0}. Give an https address of the receiver.':
    'Aucun événement ne peut être envoyé à cette adresse : {0}. Donnez une adresse https du destinataire.',
  'Events are not sent to {0}, because it is on loopback or in a private network. Give a public address, or set KONTOR_WEBHOOK_ALLOW_PRIVATE=true on the server.':
    'Aucun événement n’est envoyé à {0}, car cette adresse est locale ou dans un réseau privé. Donnez une adresse publique, ou définissez KONTOR_WEBHOOK_ALLOW_PRIVATE=true sur le serveur.',
  'There are {0} webhooks already, and more are not allowed. Remove one that is not used.':
    'Il y a déjà {0} webhooks, et pas davantage ne sont permis. Supprimez-en un qui ne sert pas.',
  'The delivery "{0}" is not over: it is tried again by itself. Wait for its next attempt.':
    'La livraison « {0} » n’est pas terminée : elle est retentée d’elle-même. Attendez le prochain essai.',
  'The webhook "{0}" is disabled. Enable it, then send again.':
    'Le webhook « {0} » est désactivé. Activez-le, puis renvoyez.',
  'it is no address': 'ce n’est pas une adresse',
  'it is no https address': 'ce n’est pas une adresse https',
  'it is not encrypted': 'elle n’est pas chiffrée',
  'it has a username or a password in it': 'elle contient un nom d’utilisateur ou un mot de passe',
  'it has a fragment': 'elle contient un fragment',
  'There is no page at this address. Check the address.':
    'Il n’y a pas de page à cette adresse. Vérifiez l’adresse.',
  'name it in KONTOR_HOSTS if it is right, or let the proxy pass on the name that people use (Host)':
    'l’indiquer dans KONTOR_HOSTS s’il est juste, ou laisser le proxy transmettre le nom que les gens utilisent (Host)',
  'This server is not called "{0}". An administrator can change that: {1}.':
    'Ce serveur ne se nomme pas « {0} ». L’administration peut y remédier : {1}.',
  'Metrics are for administrators and for holders of the metrics token (KONTOR_METRICS_TOKEN).':
    'Les métriques sont pour l’administration et pour les porteurs du jeton des métriques (KONTOR_METRICS_TOKEN).',
  application: 'application',
  person: 'personne',
  'Too many requests came from this {0} within a minute. Try again in {1} seconds.':
    'Trop de requêtes sont venues de cette {0} en une minute. Réessayez dans {1} secondes.',
  'The header Idempotency-Key is empty or too long. Send up to {0} characters, such as a UUID.':
    'L’en-tête Idempotency-Key est vide ou trop long. Envoyez au plus {0} caractères, par exemple un UUID.',
  'This Idempotency-Key came with another request before. Use a new key for each request.':
    'Cet Idempotency-Key est déjà venu avec une autre requête. Utilisez une nouvelle clé pour chaque requête.',
  'The first request with this Idempotency-Key is still running. Send it again in a few seconds.':
    'La première requête avec cet Idempotency-Key est encore en cours. Renvoyez-la dans quelques secondes.',
  'A part of this address is longer than {0} characters. Nothing has such a name.':
    'Une partie de cette adresse dépasse {0} caractères. Rien n’a un tel nom.',
  'The address is not well-formed. Encode each part of its path (%xx of UTF-8).':
    'L’adresse n’est pas bien formée. Encodez chaque partie de son chemin (%xx en UTF-8).',
  'This is not an HTTP request. Check the client, or the proxy in front of this server.':
    'Ce n’est pas une requête HTTP. Vérifiez le client, ou le proxy devant ce serveur.',
  'The address and the headers of this request are larger than 16 KiB. Send less in them.':
    'L’adresse et les en-têtes de cette requête dépassent 16 Kio. Envoyez-en moins.',
  'The headers of this request did not arrive in time. Try again.':
    'Les en-têtes de cette requête ne sont pas arrivés à temps. Réessayez.',
};
