/**
 * What refusals say in German, by what they say in English. `{0}` stands for what is filled in. A test knows all of them
 * from the code, so that none is missing and none is left over.
 */
export const GERMAN: Readonly<Record<string, string>> = {
  '{0}; {1}': '{0}; {1}',
  'The directory does not answer at the moment. Please try again in a few seconds.':
    'Das Verzeichnis antwortet zurzeit nicht. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
  'The directory rejects the requests of this server. Please ask your administrator to check the status page and the log.':
    'Das Verzeichnis weist die Anfragen dieses Servers zurück. Bitten Sie Ihre Administration, die Statusseite und das Protokoll anzusehen.',
  'The directory has more than one entry for "{0}". Use another of your names, or ask your administrator to narrow LDAP_USER_FILTER.':
    'Das Verzeichnis hat mehr als einen Eintrag für «{0}». Verwenden Sie einen anderen Ihrer Namen, oder bitten Sie Ihre Administration, LDAP_USER_FILTER enger zu fassen.',
  'Your account is disabled in the directory. Please ask your administrator.':
    'Ihr Konto ist im Verzeichnis gesperrt. Bitte wenden Sie sich an Ihre Administration.',
  'Your account in the directory has expired. Please ask your administrator.':
    'Ihr Konto im Verzeichnis ist abgelaufen. Bitte wenden Sie sich an Ihre Administration.',
  'Your account is locked in the directory after too many attempts. Please wait until it is unlocked, or ask your administrator.':
    'Ihr Konto ist im Verzeichnis nach zu vielen Versuchen gesperrt. Bitte warten Sie, bis es wieder frei ist, oder wenden Sie sich an Ihre Administration.',
  'Your password in the directory has expired. Please change it there, then sign in again.':
    'Ihr Passwort im Verzeichnis ist abgelaufen. Bitte ändern Sie es dort, und melden Sie sich dann noch einmal an.',
  'Your password must be changed before its first use. Please change it in the directory, then sign in again.':
    'Ihr Passwort muss vor dem ersten Gebrauch geändert werden. Bitte ändern Sie es im Verzeichnis, und melden Sie sich dann noch einmal an.',
  'The directory does not permit you to sign in at this time or from here. Please ask your administrator.':
    'Das Verzeichnis lässt Sie zu dieser Zeit oder von hier aus nicht zu. Bitte wenden Sie sich an Ihre Administration.',
  'The database does not answer at the moment. Please try again shortly.':
    'Die Datenbank antwortet zurzeit nicht. Bitte versuchen Sie es gleich noch einmal.',
  'The database is too busy at the moment. Please try again shortly.':
    'Die Datenbank ist zurzeit überlastet. Bitte versuchen Sie es gleich noch einmal.',
  'The database has no space left, so this was not stored. Ask an administrator to free space on its disk, then try again.':
    'Die Datenbank hat keinen Platz mehr; deshalb wurde dies nicht gespeichert. Bitten Sie die Administration, auf ihrem Datenträger Platz zu schaffen, und versuchen Sie es dann noch einmal.',
  'The database is read-only at the moment, so this was not stored. Ask an administrator to make its disk and files writable again.':
    'Die Datenbank lässt sich zurzeit nur lesen; deshalb wurde dies nicht gespeichert. Bitten Sie die Administration, ihren Datenträger und ihre Dateien wieder beschreibbar zu machen.',
  'The database refuses what this server needs, so this was not done. Ask an administrator to run "kontor doctor", which names the reason.':
    'Die Datenbank verweigert, was dieser Server braucht; deshalb wurde dies nicht getan. Bitten Sie die Administration, «kontor doctor» auszuführen: Das nennt den Grund.',
  'The disk of the database reports a failure, so this was not done. Ask an administrator to check the disk, its quota and the rights on the folder.':
    'Der Datenträger der Datenbank meldet einen Fehler; deshalb wurde dies nicht getan. Bitten Sie die Administration, den Datenträger, sein Kontingent und die Rechte am Ordner zu prüfen.',
  'The database is damaged, so this was not done. Ask an administrator to stop the server, copy the database files, and restore the newest backup or run "kontor reindex".':
    'Die Datenbank ist beschädigt; deshalb wurde dies nicht getan. Bitten Sie die Administration, den Server anzuhalten, die Dateien der Datenbank zu kopieren und die neueste Sicherung einzuspielen oder «kontor reindex» auszuführen.',
  'A text holds the character U+0000, which nothing here can hold. Leave it out.':
    'Ein Text enthält das Zeichen U+0000, das hier nirgends Platz hat. Lassen Sie es weg.',
  'A text holds a character that the database of this server cannot hold. Leave it out, or ask an administrator for a database in UTF-8.':
    'Ein Text enthält ein Zeichen, das die Datenbank dieses Servers nicht aufnehmen kann. Lassen Sie es weg, oder bitten Sie die Administration um eine Datenbank in UTF-8.',
  'A number is larger than anything here can be. Send a smaller one.':
    'Eine Zahl ist grösser, als hier etwas sein kann. Senden Sie eine kleinere.',
  'Please sign in first.': 'Bitte melden Sie sich zuerst an.',
  'must be next_cursor of the page before': 'muss next_cursor der vorigen Seite sein',
  'The request does not fit': 'Die Anfrage passt nicht',
  'Not signed in': 'Nicht angemeldet',
  'Not allowed': 'Nicht erlaubt',
  'Not found': 'Nicht gefunden',
  'Too slow': 'Zu langsam',
  'In conflict with the present state': 'Im Widerspruch zum jetzigen Zustand',
  'Changed in the meantime': 'Inzwischen geändert',
  'Too large': 'Zu gross',
  'Not supported': 'Nicht unterstützt',
  'Sent to another server': 'An einen anderen Server gesendet',
  'Cannot be done with this content': 'Mit diesem Inhalt nicht möglich',
  'Too many attempts': 'Zu viele Versuche',
  'Something went wrong here': 'Hier ist etwas schiefgegangen',
  'A connected system answered wrongly': 'Ein verbundenes System hat falsch geantwortet',
  'Not available at the moment': 'Zurzeit nicht verfügbar',
  'An unexpected error happened. Please give the correlation id to your administrator.':
    'Ein unerwarteter Fehler ist aufgetreten. Bitte geben Sie Ihrer Administration die Korrelationskennung (correlation_id) an.',
  'The username or the password is not right. Please try again.':
    'Benutzername oder Passwort stimmt nicht. Bitte versuchen Sie es noch einmal.',
  ': npm run --silent kontor -- user {0}': ': npm run --silent kontor -- user {0}',
  'The password of "{0}" is publicly known, so it cannot be used here. Ask an administrator to set another one on the server{1}':
    'Das Passwort von «{0}» ist öffentlich bekannt und kann hier nicht verwendet werden. Bitten Sie die Administration, auf dem Server ein anderes zu setzen{1}',
  'The account "{0}" belongs to another person, who had this name in the directory before. Ask your administrator for an account of your own{1}':
    'Das Konto «{0}» gehört einer anderen Person, die im Verzeichnis früher so hiess. Bitten Sie Ihre Administration um ein eigenes Konto{1}',
  'The name "{0}" belongs to an account of this server, not of the directory. Ask your administrator for an account of your own{1}':
    'Der Name «{0}» gehört zu einem Konto dieses Servers, nicht des Verzeichnisses. Bitten Sie Ihre Administration um ein eigenes Konto{1}',
  'Your name in the directory has characters that a username cannot have here. Ask your administrator for an account under another name{0}':
    'Ihr Name im Verzeichnis enthält Zeichen, die ein Benutzername hier nicht haben kann. Bitten Sie Ihre Administration um ein Konto unter einem anderen Namen{0}',
  '"{0}" signs in with the directory, so the password is changed there. Use --leave-directory to make the account a local one.':
    '«{0}» meldet sich mit dem Verzeichnis an; das Passwort wird also dort geändert. Mit --leave-directory wird daraus ein Konto dieses Servers.',
  '"{0}" is a local account, which cannot be bound to the directory. Choose another name.':
    '«{0}» ist ein Konto dieses Servers und lässt sich nicht an das Verzeichnis binden. Wählen Sie einen anderen Namen.',
  'The person {0} has an account already: "{1}". Use that account, or --exchange the two.':
    'Die Person {0} hat schon ein Konto: «{1}». Verwenden Sie dieses Konto, oder tauschen Sie die beiden mit --exchange.',
  'This is not the SID of a person. Give one such as S-1-5-21-1004336348-1177238915-682003330-1104.':
    'Das ist nicht die SID einer Person. Geben Sie eine wie S-1-5-21-1004336348-1177238915-682003330-1104 an.',
  'Signing in failed too often. Please try again in {0} seconds.':
    'Die Anmeldung ist zu oft misslungen. Bitte versuchen Sie es in {0} Sekunden noch einmal.',
  'Too many people are signing in at this moment. Please try again in a few seconds.':
    'Im Moment melden sich zu viele Personen an. Bitte versuchen Sie es in einigen Sekunden noch einmal.',
  'This request did not come from a page of Kontor (by its headers Origin and Sec-Fetch-Site). Reload the page and try again; programs should use a bearer token.':
    'Diese Anfrage kam nicht von einer Seite von Kontor (nach ihren Kopfzeilen Origin und Sec-Fetch-Site). Laden Sie die Seite neu und versuchen Sie es noch einmal; Programme verwenden besser ein Bearer-Token.',
  'Only an administrator may do this. Ask one of them to do it.':
    'Das darf nur die Administration. Bitten Sie jemanden von dort darum.',
  'There is no account named "{0}". Check the spelling.':
    'Es gibt kein Konto mit dem Namen «{0}». Prüfen Sie die Schreibweise.',
  'There is no account with the id "{0}". Check where it comes from.':
    'Es gibt kein Konto mit der Kennung «{0}». Prüfen Sie, woher sie kommt.',
  'An account named "{0}" exists already. Choose another name.':
    'Es gibt schon ein Konto mit dem Namen «{0}». Wählen Sie einen anderen Namen.',
  'A username has 1 to 256 characters, no backslash, and nothing that cannot be seen. Choose another one.':
    'Ein Benutzername hat 1 bis 256 Zeichen, keinen umgekehrten Schrägstrich und nichts Unsichtbares. Wählen Sie einen anderen.',
  'A password has 1 to 1024 characters on one line. Choose another one.':
    'Ein Passwort hat 1 bis 1024 Zeichen auf einer Zeile. Wählen Sie ein anderes.',
  '"{0}" has no key of their own yet. Ask them to create one in the browser, under "Private documents".':
    '«{0}» hat noch keinen eigenen Schlüssel. Bitten Sie die Person, ihn im Browser unter «Private Dokumente» zu erzeugen.',
  'The directory has no picture of the person "{0}". Use their initials instead.':
    'Das Verzeichnis hat kein Bild der Person «{0}». Verwenden Sie stattdessen ihre Initialen.',
  'You have a key already, and a second one could open none of your documents. Add a passphrase or passkey instead.':
    'Sie haben schon einen Schlüssel; ein zweiter könnte keines Ihrer Dokumente öffnen. Fügen Sie stattdessen eine Passphrase oder einen Passkey hinzu.',
  'There is no such passphrase or passkey. Reload the page to see those that exist.':
    'Diese Passphrase oder diesen Passkey gibt es nicht. Laden Sie die Seite neu, um zu sehen, welche es gibt.',
  'This is the last passphrase or passkey of your key. Add another one first.':
    'Das ist die letzte Passphrase oder der letzte Passkey Ihres Schlüssels. Fügen Sie zuerst eine weitere Möglichkeit hinzu.',
  'Your key has {0} passphrases and passkeys already, the most there can be. Remove one first.':
    'Ihr Schlüssel hat schon {0} Passphrasen und Passkeys; mehr sind nicht möglich. Entfernen Sie zuerst etwas davon.',
  'This route is for people and closed to applications. Use one that the API describes for them.':
    'Diese Adresse ist für Personen da und für Anwendungen geschlossen. Verwenden Sie eine, die die API für Anwendungen beschreibt.',
  'The application "{0}" does not have the scope "{1}", which this needs. Ask an administrator to add it.':
    'Die Anwendung «{0}» hat den Bereich «{1}» nicht, den das hier braucht. Bitten Sie die Administration, ihn zu geben.',
  'Nobody with an enabled account is named "{0}". Give the username of a person in the header Kontor-On-Behalf-Of.':
    'Niemand mit einem aktiven Konto heisst «{0}». Geben Sie in der Kopfzeile Kontor-On-Behalf-Of den Benutzernamen einer Person an.',
  'No person has an enabled account with the id "{0}". Give the id of a person in the header Kontor-On-Behalf-Of-Id.':
    'Keine Person mit der Kennung «{0}» hat ein aktives Konto. Geben Sie in der Kopfzeile Kontor-On-Behalf-Of-Id die Kennung einer Person an.',
  'The directory has disabled this person or does not know them any more, so nobody acts for them. Give the username of another person in the header Kontor-On-Behalf-Of.':
    'Das Verzeichnis hat diese Person gesperrt oder kennt sie nicht mehr; deshalb handelt niemand für sie. Geben Sie in der Kopfzeile Kontor-On-Behalf-Of den Benutzernamen einer anderen Person an.',
  'The application "{0}" acts only for people of certain groups, and "{1}" is in none of them. Ask an administrator to add the person to one.':
    'Die Anwendung «{0}» handelt nur für Personen bestimmter Gruppen, und «{1}» gehört zu keiner davon. Bitten Sie die Administration, die Person in eine aufzunehmen.',
  'This token acts for one person, who is not named "{0}". Leave the header Kontor-On-Behalf-Of out, or use a token of the application.':
    'Dieses Token handelt für eine Person, die nicht «{0}» heisst. Lassen Sie die Kopfzeile Kontor-On-Behalf-Of weg, oder verwenden Sie ein Token der Anwendung.',
  'This token acts for one person, who does not have the id "{0}". Leave the header Kontor-On-Behalf-Of-Id out, or use a token of the application.':
    'Dieses Token handelt für eine Person, die nicht die Kennung «{0}» hat. Lassen Sie die Kopfzeile Kontor-On-Behalf-Of-Id weg, oder verwenden Sie ein Token der Anwendung.',
  'The application "{0}" has the issuer "{1}" with keys at another address. Give the same address, or another issuer.':
    'Die Anwendung «{0}» hat den Aussteller «{1}» mit Schlüsseln unter einer anderen Adresse. Geben Sie dieselbe Adresse oder einen anderen Aussteller an.',
  'You are not signed in with {0}, or no longer. Reload the list of your devices.':
    'Mit {0} sind Sie nicht oder nicht mehr angemeldet. Laden Sie die Liste Ihrer Geräte neu.',
  '"{0}" gives you no name that can be used here. Ask your administrator for one.':
    '«{0}» gibt Ihnen keinen Namen, der hier verwendbar ist. Bitten Sie Ihre Administration um einen.',
  'There is no application {0}. Check the id or the name.':
    'Es gibt keine Anwendung {0}. Prüfen Sie die Kennung oder den Namen.',
  'The name of an application has 1 to 64 characters. Use the letters a-z and digits, with ._- only between them':
    'Der Name einer Anwendung hat 1 bis 64 Zeichen. Verwenden Sie die Buchstaben a–z und Ziffern, und ._- nur dazwischen',
  'An application named "{0}" exists or existed. Choose another name.':
    'Eine Anwendung mit dem Namen «{0}» gibt oder gab es schon. Wählen Sie einen anderen Namen.',
  '"{0}" is not an origin. Give scheme, host and port only, such as https://app.example.ch':
    '«{0}» ist kein Ursprung (origin). Geben Sie nur Schema, Host und Port an, wie https://app.example.ch',
  'These keys cannot be used: {0}. Give public keys as a JSON Web Key Set, or the address of one.':
    'Diese Schlüssel sind nicht verwendbar: {0}. Geben Sie öffentliche Schlüssel als JSON Web Key Set an, oder deren Adresse.',
  '"{0}" is no address to fetch keys from. Give an https address, or http on loopback.':
    '«{0}» ist keine Adresse, von der sich Schlüssel holen lassen. Geben Sie eine https-Adresse an, oder http auf dem eigenen Rechner.',
  'No keys are fetched from {0}, because it is on loopback or in a private network. Give a public address, or set KONTOR_WEBHOOK_ALLOW_PRIVATE=true on the server.':
    'Von {0} werden keine Schlüssel geholt, weil die Adresse auf dem eigenen Rechner oder in einem privaten Netz liegt. Geben Sie eine öffentliche Adresse an, oder setzen Sie auf dem Server KONTOR_WEBHOOK_ALLOW_PRIVATE=true.',
  'The application has no secret or key {0}. Reload its list of secrets and keys.':
    'Die Anwendung hat kein Geheimnis und keinen Schlüssel {0}. Laden Sie die Liste ihrer Geheimnisse und Schlüssel neu.',
  'The application {0} has {1} secrets and keys, the most there can be. Remove one first.':
    'Die Anwendung {0} hat {1} Geheimnisse und Schlüssel; mehr sind nicht möglich. Entfernen Sie zuerst etwas davon.',
  'There is no group "{0}". Check the id or the name.':
    'Es gibt keine Gruppe «{0}». Prüfen Sie die Kennung oder den Namen.',
  'The group "{0}" comes from "{1}", which decides who is in it. Change it there.':
    'Die Gruppe «{0}» kommt von «{1}»; dort wird bestimmt, wer dazugehört. Ändern Sie sie dort.',
  'A group named "{0}" exists already. Choose another name.':
    'Es gibt schon eine Gruppe mit dem Namen «{0}». Wählen Sie einen anderen Namen.',
  'The name of a group has 1 to 256 characters that can be seen. Choose another one.':
    'Der Name einer Gruppe hat 1 bis 256 sichtbare Zeichen. Wählen Sie einen anderen.',
  'There is no account of a person with this id. Search the list of accounts for it.':
    'Es gibt kein Konto einer Person mit dieser Kennung. Suchen Sie es in der Liste der Konten.',
  '"{0}" is the last administrator who can sign in. Make somebody else an administrator first.':
    'Von der Administration kann sich nur noch «{0}» anmelden. Geben Sie zuerst jemand anderem diese Rechte.',
  'This is no mail address. Give one such as anna@example.org, or none to remove it.':
    'Das ist keine E-Mail-Adresse. Geben Sie eine wie anna@example.org an, oder keine, um sie zu entfernen.',
  'The mail address of "{0}" comes from the directory or the provider. Change it there.':
    'Die E-Mail-Adresse von «{0}» kommt vom Verzeichnis oder vom Anmeldedienst. Ändern Sie sie dort.',
  'This account has a second factor. Send the request again with a code of the authenticator app, or a recovery code, as "second_factor".':
    'Dieses Konto hat einen zweiten Faktor. Senden Sie die Anfrage noch einmal, mit einem Code der Authenticator-App oder einem Wiederherstellungscode als "second_factor".',
  'This is not a valid code, or it was used before. Please try the next one.':
    'Das ist kein gültiger Code, oder er wurde schon verwendet. Bitte versuchen Sie den nächsten.',
  'This passkey does not open an account here. Sign in with your password.':
    'Dieser Passkey öffnet hier kein Konto. Melden Sie sich mit Ihrem Passwort an.',
  'The password was given too long ago. Please sign in again.':
    'Das Passwort wurde vor zu langer Zeit eingegeben. Bitte melden Sie sich noch einmal an.',
  'Your account has to have a second factor. Add one under /account/second-factor first.':
    'Ihr Konto muss einen zweiten Faktor haben. Fügen Sie zuerst unter /account/second-factor einen hinzu.',
  'This needs your password once more. Send it to POST /api/auth/confirm and repeat the request.':
    'Dafür wird Ihr Passwort noch einmal gebraucht. Senden Sie es an POST /api/auth/confirm, und wiederholen Sie die Anfrage.',
  'You do not sign in with a password here, so there is no second factor. Set one up where you sign in.':
    'Sie melden sich hier nicht mit einem Passwort an; deshalb gibt es keinen zweiten Faktor. Richten Sie ihn dort ein, wo Sie sich anmelden.',
  'The setting up of the authenticator app was not begun, or was too long ago. Start it again.':
    'Das Einrichten der Authenticator-App wurde nicht begonnen oder liegt zu lange zurück. Beginnen Sie noch einmal.',
  'This is not the code that the app shows now. Check the clock of the device and try the next code.':
    'Das ist nicht der Code, den die App jetzt zeigt. Prüfen Sie die Uhr des Geräts, und versuchen Sie den nächsten Code.',
  'The passkey cannot be used: the answer of the browser does not fit. Try again from the beginning.':
    'Der Passkey ist nicht verwendbar: Die Antwort des Browsers passt nicht. Beginnen Sie noch einmal von vorn.',
  'Passkeys belong to a host name, and this server is reached by an IP address. Ask the administrator to set a host name in KONTOR_PUBLIC_URL.':
    'Passkeys gehören zu einem Hostnamen, und dieser Server wird über eine IP-Adresse erreicht. Bitten Sie die Administration, in KONTOR_PUBLIC_URL einen Hostnamen anzugeben.',
  'You have no such second factor. Reload the list.':
    'Diesen zweiten Faktor haben Sie nicht. Laden Sie die Liste neu.',
  'Your account has to have a second factor, and this is the last one. Add another one first.':
    'Ihr Konto muss einen zweiten Faktor haben, und dies ist der letzte. Fügen Sie zuerst einen weiteren hinzu.',
  'You have {0} passkeys already, the most there can be. Remove one first.':
    'Sie haben schon {0} Passkeys; mehr sind nicht möglich. Entfernen Sie zuerst einen.',
  'This account has no password here: the directory or a provider keeps it. Change it there.':
    'Dieses Konto hat hier kein Passwort: Das Verzeichnis oder ein Anmeldedienst verwahrt es. Ändern Sie es dort.',
  'The new password is too short. Choose one of at least {0} characters.':
    'Das neue Passwort ist zu kurz. Wählen Sie eines mit mindestens {0} Zeichen.',
  'This link was used, has expired or was replaced by another one. Ask an administrator for a new one.':
    'Dieser Link wurde schon verwendet, ist abgelaufen oder durch einen anderen ersetzt. Bitten Sie die Administration um einen neuen.',
  'keys[{0}] is a private key, which the application keeps for itself':
    'keys[{0}] ist ein privater Schlüssel, den die Anwendung für sich behält',
  'keys[{0}] is an RSA key of fewer than {1} bits; make a longer one':
    'keys[{0}] ist ein RSA-Schlüssel mit weniger als {1} Bit; erzeugen Sie einen längeren',
  'keys[{0}] is on another curve than P-256, P-384 and P-521':
    'keys[{0}] liegt auf einer anderen Kurve als P-256, P-384 und P-521',
  'keys[{0}] is no public key of RSA, an elliptic curve or Ed25519':
    'keys[{0}] ist kein öffentlicher Schlüssel für RSA, eine elliptische Kurve oder Ed25519',
  'The identity provider has ended the sign-in of this person, so nobody can act for them until they sign in again. Give the username of another person in the header Kontor-On-Behalf-Of.':
    'Der Anmeldedienst hat die Anmeldung dieser Person beendet; bis sie sich wieder anmeldet, kann niemand für sie handeln. Geben Sie in der Kopfzeile Kontor-On-Behalf-Of den Benutzernamen einer anderen Person an.',
  'No identity provider has vouched for this person for {0} days, so nobody acts for them until they sign in again. Give the username of another person in the header Kontor-On-Behalf-Of.':
    'Seit {0} Tagen hat kein Anmeldedienst für diese Person gebürgt; bis sie sich wieder anmeldet, handelt niemand für sie. Geben Sie in der Kopfzeile Kontor-On-Behalf-Of den Benutzernamen einer anderen Person an.',
  'jwks and jwks_uri are both given': 'jwks und jwks_uri sind beide angegeben',
  'there are more faults': 'es gibt weitere Fehler',
  '{0}: {1}': '{0}: {1}',
  'The body has a member "{0}", which this route does not know. {1}':
    'Der Inhalt hat ein Mitglied «{0}», das diese Route nicht kennt. {1}',
  'It takes no members.': 'Sie nimmt keine Mitglieder an.',
  'The address has a query name "{0}", which this route does not know. {1}':
    'Die Adresse hat einen Abfragenamen «{0}», den diese Route nicht kennt. {1}',
  'It takes no query.': 'Sie nimmt keine Abfrage an.',
  'It takes {0}.': 'Sie nimmt {0} an.',
  'Did you mean "{0}"? (it takes {1})': 'Meinten Sie «{0}»? (sie nimmt {1} an)',
  'must be the public key of an age X25519 identity, age1…':
    'muss der öffentliche Schlüssel einer age-Identität (X25519) sein, age1…',
  'must be an armored age file': 'muss eine age-Datei in Textform sein',
  'There is no identity provider "{0}" here. Choose one on the sign-in page.':
    'Es gibt hier keinen Anmeldedienst «{0}». Wählen Sie einen auf der Anmeldeseite.',
  'The identity provider "{0}" does not answer as it should ({1}). Please try again shortly.':
    'Der Anmeldedienst «{0}» antwortet nicht, wie er sollte ({1}). Bitte versuchen Sie es gleich noch einmal.',
  'The identity provider "{0}" does not answer as it should. Please try again shortly.':
    'Der Anmeldedienst «{0}» antwortet nicht, wie er sollte. Bitte versuchen Sie es gleich noch einmal.',
  'What the identity provider "{0}" says does not hold ({1}). Sign in again; if it stays, ask your administrator.':
    'Was der Anmeldedienst «{0}» sagt, hält der Prüfung nicht stand ({1}). Melden Sie sich noch einmal an; wenn es so bleibt, fragen Sie Ihre Administration.',
  'What the identity provider "{0}" says does not hold. Sign in again; if it stays, ask your administrator.':
    'Was der Anmeldedienst «{0}» sagt, hält der Prüfung nicht stand. Melden Sie sich noch einmal an; wenn es so bleibt, fragen Sie Ihre Administration.',
  'The identity provider "{0}" did not sign you in ({1}). Try again, or ask your administrator.':
    'Der Anmeldedienst «{0}» hat Sie nicht angemeldet ({1}). Versuchen Sie es noch einmal, oder fragen Sie Ihre Administration.',
  'This sign-in was begun in another browser, too long ago, or is over. Sign in again.':
    'Diese Anmeldung wurde in einem anderen Browser oder vor zu langer Zeit begonnen, oder sie ist vorbei. Melden Sie sich noch einmal an.',
  'Your account here is disabled. Ask your administrator.':
    'Ihr Konto ist hier gesperrt. Bitte wenden Sie sich an Ihre Administration.',
  'This logout token does not hold ({0}). Send one as OpenID Connect Back-Channel Logout describes.':
    'Dieses Logout-Token hält der Prüfung nicht stand ({0}). Senden Sie eines, wie OpenID Connect Back-Channel Logout es beschreibt.',
  'The content is larger than {0} bytes. Save a smaller file.':
    'Der Inhalt ist grösser als {0} Bytes. Speichern Sie eine kleinere Datei.',
  'The content ended after {0} of {1} bytes and was not kept. Send it again.':
    'Der Inhalt endete nach {0} von {1} Bytes und wurde nicht behalten. Senden Sie ihn noch einmal.',
  'The content is longer than the {0} bytes announced and was not kept. Send it again.':
    'Der Inhalt ist länger als die angekündigten {0} Bytes und wurde nicht behalten. Senden Sie ihn noch einmal.',
  'The description of the version is longer than {0} bytes. Shorten its title or names.':
    'Die Beschreibung der Version ist länger als {0} Bytes. Kürzen Sie ihren Titel oder ihre Namen.',
  '{0} reached {1} of the {2} providers it needs and was removed. Check the providers, then try again.':
    '{0} hat {1} der {2} nötigen Speicherorte erreicht und wurde entfernt. Prüfen Sie die Speicherorte, und versuchen Sie es dann noch einmal.',
  'Object {0} has {1} readable shards of the {2} it needs. Bring its providers back, then try again.':
    'Das Objekt {0} hat {1} lesbare Teilstücke von {2} nötigen. Bringen Sie seine Speicherorte zurück, und versuchen Sie es dann noch einmal.',
  'Shard {0} of object {1} was rebuilt to other bytes than its manifest names and was not written. Report this as a fault of Kontor.':
    'Das Teilstück {0} des Objekts {1} ergab beim Wiederherstellen andere Bytes, als sein Verzeichnis nennt, und wurde nicht geschrieben. Melden Sie das als Fehler von Kontor.',
  'No object is stored for version {0}. Reload the list of versions.':
    'Für die Version {0} ist kein Objekt gespeichert. Laden Sie die Liste der Versionen neu.',
  'Document {0} has no keyring; create it first.':
    'Das Dokument {0} hat keinen Schlüsselbund; erzeugen Sie ihn zuerst.',
  'This server has no key of document {0}: one of its members must give it. To edit, send `release` with POST /api/eurooffice/session; to read, open GET /api/documents/:id/versions/:number/sealed with your key. docs/zero-knowledge.md shows both.':
    'Dieser Server hat keinen Schlüssel des Dokuments {0}: Eines seiner Mitglieder muss ihn geben. Zum Bearbeiten senden Sie `release` mit POST /api/eurooffice/session; zum Lesen öffnen Sie GET /api/documents/:id/versions/:number/sealed mit Ihrem Schlüssel. docs/zero-knowledge.md zeigt beides.',
  '"{0}" is no public key of an age X25519 identity. Send one that begins with age1.':
    '«{0}» ist kein öffentlicher Schlüssel einer age-Identität (X25519). Senden Sie einen, der mit age1 beginnt.',
  'Document {0} needs a wrapped key for each of its epochs; missing: {1}. Take them from GET /api/documents/{2}/keyrings.':
    'Das Dokument {0} braucht für jede seiner Epochen einen verpackten Schlüssel; es fehlen: {1}. Holen Sie sie von GET /api/documents/{2}/keyrings.',
  'The wrapped key of epoch {0} of document {1} was rejected. Send an armored age file for exactly {2} X25519 recipients.':
    'Der verpackte Schlüssel der Epoche {0} des Dokuments {1} wurde abgelehnt. Senden Sie eine age-Datei in Textform für genau {2} Empfänger (X25519).',
  'The wrapped key of epoch {0} of document {1} does not contain its secret, or is not sealed to this server. Seal the secret to "server_recipient" as well.':
    'Der verpackte Schlüssel der Epoche {0} des Dokuments {1} enthält nicht ihr Geheimnis oder ist nicht für diesen Server versiegelt. Versiegeln Sie das Geheimnis auch für "server_recipient".',
  'The keyring of document {0} was changed in the meantime; read it and try again.':
    'Der Schlüsselbund des Dokuments {0} wurde inzwischen geändert; lesen Sie ihn neu, und versuchen Sie es noch einmal.',
  'Object {0} does not open with its key ({1}). Restore an earlier version.':
    'Das Objekt {0} lässt sich mit seinem Schlüssel nicht öffnen ({1}). Stellen Sie eine frühere Version wieder her.',
  'Provider {0} has no shard {1}. Start a scrub to repair it.':
    'Der Speicherort {0} hat das Teilstück {1} nicht. Starten Sie eine Prüfung, um es zu reparieren.',
  'Shard {0} on provider {1} is shorter than it should be. Start a scrub to repair it.':
    'Das Teilstück {0} am Speicherort {1} ist kürzer, als es sein sollte. Starten Sie eine Prüfung, um es zu reparieren.',
  'prepare its folder': 'Ordner vorbereiten',
  'be looked at': 'Ordner ansehen',
  'be examined': 'Fähigkeiten feststellen',
  'look for abandoned uploads': 'abgebrochene Uploads suchen',
  'list shards': 'Teilstücke auflisten',
  'open a shard': 'Teilstück öffnen',
  'read a shard': 'Teilstück lesen',
  'write a shard': 'Teilstück schreiben',
  'commit a shard': 'Teilstück übernehmen',
  'remove a shard': 'Teilstück entfernen',
  'take another operation': 'weiteren Auftrag annehmen',
  'Provider {0} failed to {1} ({2}). Run "kontor doctor" to test it.':
    'Der Speicherort {0} versagt bei: {1} ({2}). Führen Sie «kontor doctor» aus, um ihn zu prüfen.',
  'Provider {0} was still busy after {1} ms. Check its disk or its network.':
    'Der Speicherort {0} war nach {1} ms noch beschäftigt. Prüfen Sie seinen Datenträger oder sein Netz.',
  'Too many files are being read and written; no memory is free for another. Try again in a few seconds.':
    'Zu viele Dateien werden gelesen und geschrieben; für eine weitere ist kein Speicher frei. Versuchen Sie es in einigen Sekunden noch einmal.',
  'Provider {0} failed or was late a moment ago and is left out. Wait until it is tried again, or check it.':
    'Der Speicherort {0} hat eben versagt oder kam zu spät und wird ausgelassen. Warten Sie, bis er wieder versucht wird, oder prüfen Sie ihn.',
  'Only administrators may manage the storage. Ask one of them.':
    'Den Speicher verwaltet nur die Administration. Bitten Sie jemanden von dort darum.',
  'No provider is called {0}. Name one of these: {1}.':
    'Kein Speicherort heisst {0}. Nennen Sie einen von diesen: {1}.',
  'Without provider {0} {1} would be left, and every version needs {2}. Add another provider first.':
    'Ohne den Speicherort {0} blieben {1}, und jede Version braucht {2}. Fügen Sie zuerst einen weiteren Speicherort hinzu.',
  'The identity file {0} is missing, but documents sealed to it exist. Put it back from its backup; a new one would open none of them.':
    'Die Identitätsdatei {0} fehlt, aber es gibt Dokumente, die für sie versiegelt sind. Spielen Sie sie aus der Sicherung zurück; eine neue würde keines davon öffnen.',
  'The identity file {0} contains no age secret key with a manifest signing seed. Put it back from its backup.':
    'Die Identitätsdatei {0} enthält keinen geheimen age-Schlüssel mit einem Wert zum Signieren der Verzeichnisse. Spielen Sie sie aus der Sicherung zurück.',
  '{0} is not empty, and nothing is ever overwritten. Name a new folder.':
    '{0} ist nicht leer, und nichts wird je überschrieben. Nennen Sie einen neuen Ordner.',
  '{0} {1}. Correct --from.': '{0} {1}. Korrigieren Sie --from.',
  'The identity file {0} cannot be read ({1}). Check its path and its permissions.':
    'Die Identitätsdatei {0} lässt sich nicht lesen ({1}). Prüfen Sie ihren Pfad und ihre Rechte.',
  'The identity file {0} contains no age secret key. Name a file that Kontor or age-keygen wrote.':
    'Die Identitätsdatei {0} enthält keinen geheimen age-Schlüssel. Nennen Sie eine Datei, die Kontor oder age-keygen geschrieben hat.',
  '{0} is no Ed25519 public key. Give its 32 bytes in base64 or hex; a key id and a slash may precede them.':
    '{0} ist kein öffentlicher Ed25519-Schlüssel. Geben Sie seine 32 Bytes in Base64 oder hexadezimal an; eine Schlüsselkennung und ein Schrägstrich dürfen davorstehen.',
  'The keyring of document {0}': 'Der Schlüsselbund des Dokuments {0}',
  'The content': 'Der Inhalt',
  'Somebody else has changed the document. Load the current version and try again.':
    'Jemand anders hat das Dokument geändert. Laden Sie die aktuelle Version, und versuchen Sie es noch einmal.',
  'There is no such version of this document. Choose one from its list of versions.':
    'Diese Version hat das Dokument nicht. Wählen Sie eine aus seiner Liste der Versionen.',
  'There is no version {0} of this document. Choose one from its list of versions.':
    'Von diesem Dokument gibt es keine Version {0}. Wählen Sie eine aus seiner Liste der Versionen.',
  'There is no version group {0}. Check the id of the document.':
    'Es gibt keine Versionsgruppe {0}. Prüfen Sie die Kennung des Dokuments.',
  'Version {0} has a part "{1}" already. Open that one.':
    'Die Version {0} hat schon einen Teil «{1}». Öffnen Sie diesen.',
  'Version {0} is the current one, or is gone already. Load the list of versions and choose another.':
    'Die Version {0} ist die aktuelle oder schon weg. Laden Sie die Liste der Versionen, und wählen Sie eine andere.',
  'There is no such document, or you have no access to it. Check the address, or ask its owner.':
    'Es gibt dieses Dokument nicht, oder Sie haben keinen Zugriff darauf. Prüfen Sie die Adresse, oder fragen Sie, wem es gehört.',
  'the owner shared this document without downloading; it can be read in the editor.':
    'das Dokument wurde ohne Herunterladen geteilt; es lässt sich im Editor lesen.',
  'this needs the role "editor" on the document.':
    'dafür braucht es am Dokument die Rolle «editor» (bearbeiten).',
  'only the owner of the document can share it.': 'nur wem das Dokument gehört, kann es teilen.',
  'only the owner of the document can do this.': 'nur wem das Dokument gehört, kann das tun.',
  'Ask the owner: {0}': 'Fragen Sie, wem das Dokument gehört: {0}',
  'this needs the right "{0}" on the document.': 'dafür braucht es am Dokument das Recht «{0}».',
  'title: {0}': 'title: {0}',
  'The title has no file extension; give one of a known format, for example "Report.docx".':
    'Der Titel hat keine Dateiendung; geben Sie ihm eine bekannte, zum Beispiel «Bericht.docx».',
  'Files with the extension ".{0}" are not supported. Convert the file to a format such as .docx, .xlsx or .pdf.':
    'Dateien mit der Endung «.{0}» werden nicht unterstützt. Wandeln Sie die Datei in ein Format wie .docx, .xlsx oder .pdf um.',
  'title: the document is a .{0} file and cannot be renamed to .{1}. Keep the extension, or convert the document.':
    'title: Das Dokument ist eine .{0}-Datei und lässt sich nicht in .{1} umbenennen. Lassen Sie die Endung, oder wandeln Sie das Dokument um.',
  'The file is larger than the limit of {0} bytes. Reduce its size, or ask an administrator to raise KONTOR_MAX_FILE_BYTES.':
    'Die Datei ist grösser als erlaubt ({0} Bytes). Verkleinern Sie sie, oder bitten Sie die Administration, KONTOR_MAX_FILE_BYTES zu erhöhen.',
  'The content is not a valid .{0} file: {1}. Check the file and its extension.':
    'Der Inhalt ist keine gültige .{0}-Datei: {1}. Prüfen Sie die Datei und ihre Endung.',
  'The content ended before the announced {0} bytes; send it again.':
    'Der Inhalt endete vor den angekündigten {0} Bytes; senden Sie ihn noch einmal.',
  'The document is being edited by {0}; try again when they are done.':
    'Das Dokument wird gerade bearbeitet von {0}; versuchen Sie es noch einmal, wenn das fertig ist.',
  'Unsaved changes{0} of document {1} are still in the editor. Open the document to save them, or discard them: repeat this request with give_up_unsaved_changes=true, or send DELETE /api/documents/{2}/unsaved-changes.':
    'Ungespeicherte Änderungen{0} am Dokument {1} sind noch im Editor. Öffnen Sie das Dokument, um sie zu speichern, oder verwerfen Sie sie: Wiederholen Sie diese Anfrage mit give_up_unsaved_changes=true, oder senden Sie DELETE /api/documents/{2}/unsaved-changes.',
  ' by {0}': ' von {0}',
  'The document is checked out by {0}; try again when it is checked in.':
    'Das Dokument ist ausgecheckt von {0}; versuchen Sie es noch einmal, wenn es wieder eingecheckt ist.',
  'You do not have the document checked out; check it out first.':
    'Sie haben das Dokument nicht ausgecheckt; checken Sie es zuerst aus.',
  'The document has no content yet. Save a first version, then try again.':
    'Das Dokument hat noch keinen Inhalt. Speichern Sie eine erste Version, und versuchen Sie es dann noch einmal.',
  'Send the header If-Match with the etag of the version that your content replaces.':
    'Senden Sie die Kopfzeile If-Match mit dem ETag der Version, die Ihr Inhalt ersetzt.',
  'The document was changed in the meantime; load the current version and try again.':
    'Das Dokument wurde inzwischen geändert; laden Sie die aktuelle Version, und versuchen Sie es noch einmal.',
  'The document has content already; send If-Match with the etag of what you replace.':
    'Das Dokument hat schon Inhalt; senden Sie If-Match mit dem ETag dessen, was Sie ersetzen.',
  'There is no person with the username "{0}". Check the spelling.':
    'Es gibt keine Person mit dem Benutzernamen «{0}». Prüfen Sie die Schreibweise.',
  '{0} is the owner of the document; share it with somebody else.':
    '{0} gehört das Dokument; teilen Sie es mit jemand anderem.',
  'The document is not shared with "{0}". Reload the list of people who have access.':
    'Das Dokument ist nicht mit «{0}» geteilt. Laden Sie die Liste der Personen mit Zugriff neu.',
  'There is no group "{0}". Search for it again.':
    'Es gibt keine Gruppe «{0}». Suchen Sie noch einmal nach ihr.',
  'The document is not shared with the group {0}. Reload the list of people who have access.':
    'Das Dokument ist nicht mit der Gruppe {0} geteilt. Laden Sie die Liste der Personen mit Zugriff neu.',
  'The requested range lies outside the {0} bytes of the content. Request a range within them.':
    'Der verlangte Bereich liegt ausserhalb der {0} Bytes des Inhalts. Verlangen Sie einen Bereich darin.',
  'These people have no key of their own: {0}. They create one under "Private documents"; then try again.':
    'Diese Personen haben keinen eigenen Schlüssel: {0}. Sie erzeugen ihn unter «Private Dokumente»; versuchen Sie es dann noch einmal.',
  'These people have no key of their own and could not open it: {0}. They create one under "Private documents"; or repeat the request with "accept": true, and let them in once they have one.':
    'Diese Personen haben keinen eigenen Schlüssel und könnten es nicht öffnen: {0}. Sie erzeugen ihn unter «Private Dokumente»; oder wiederholen Sie die Anfrage mit "accept": true, und lassen Sie sie hinein, sobald sie einen haben.',
  '{0} owns this document, has no key of their own, and could not open it any more. They create one under "Private documents"; then try again.':
    'Das Dokument gehört {0}, ohne eigenen Schlüssel dort könnte es nicht mehr geöffnet werden. Er wird unter «Private Dokumente» erzeugt; versuchen Sie es dann noch einmal.',
  'Only a member\'s key can give {0} access: send "keyrings", every epoch\'s secret sealed to all members and {1} (GET /api/documents/{2}/keyrings, docs/zero-knowledge.md).':
    'Nur der Schlüssel eines Mitglieds kann {0} Zugriff geben: Senden Sie "keyrings", das Geheimnis jeder Epoche für alle Mitglieder und {1} versiegelt (GET /api/documents/{2}/keyrings, docs/zero-knowledge.md).',
  'the recovery key': 'dem Wiederherstellungsschlüssel',
  '{0}, the recovery key': '{0}, dem Wiederherstellungsschlüssel',
  nobody: 'niemandem',
  ', or share it with {0} first': ', oder teilen Sie es zuerst mit {0}',
  'The document is private, and can then be opened by {0} only: repeat the request with "accept": true{1}.':
    'Das Dokument ist privat und lässt sich danach nur noch öffnen von {0}: Wiederholen Sie die Anfrage mit "accept": true{1}.',
  '{0} of the documents are private, and {1} can open only what is sealed to their key: repeat the request with "accept": true to hand them over all the same.':
    '{0} der Dokumente sind privat, und {1} kann nur öffnen, was für den eigenen Schlüssel versiegelt ist: Wiederholen Sie die Anfrage mit "accept": true, um sie trotzdem zu übergeben.',
  "The body is not a file key. Send the version's file key: exactly 16 bytes, application/octet-stream.":
    'Der Inhalt ist kein Dateischlüssel. Senden Sie den Dateischlüssel der Version: genau 16 Bytes, application/octet-stream.',
  "This is not the file key of version {0}; take it from the version's age header (GET …/versions/{1}/key).":
    'Das ist nicht der Dateischlüssel der Version {0}; nehmen Sie ihn aus dem age-Kopf der Version (GET …/versions/{1}/key).',
  'The database has documents. Reindex into an empty one, or add what is missing with --merge.':
    'Die Datenbank enthält Dokumente. Indexieren Sie in eine leere, oder fügen Sie mit --merge hinzu, was fehlt.',
  'No Document Server is configured, so nothing can be converted. Ask an administrator to set EUROOFFICE_URL.':
    'Es ist kein Document Server eingerichtet; deshalb lässt sich nichts umwandeln. Bitten Sie die Administration, EUROOFFICE_URL zu setzen.',
  'Only version 1.0.0 of tus is supported. Send the header Tus-Resumable: 1.0.0.':
    'Nur Version 1.0.0 von tus wird unterstützt. Senden Sie die Kopfzeile Tus-Resumable: 1.0.0.',
  'You have {0} unfinished uploads, which is the limit (KONTOR_UPLOADS_PER_PERSON). Finish one of them, or try again later.':
    'Sie haben {0} unfertige Uploads; mehr sind nicht möglich (KONTOR_UPLOADS_PER_PERSON). Beenden Sie einen davon, oder versuchen Sie es später noch einmal.',
  'There is no such upload, or it took too long; start it again.':
    'Diesen Upload gibt es nicht, oder er hat zu lange gedauert; beginnen Sie ihn noch einmal.',
  'Upload-Offset: the upload continues at {0}. Request the offset with HEAD.':
    'Upload-Offset: Der Upload geht bei {0} weiter. Erfragen Sie die Stelle mit HEAD.',
  'a text document': 'ein Textdokument',
  'a spreadsheet': 'eine Tabelle',
  'a presentation': 'eine Präsentation',
  'a drawing': 'eine Zeichnung',
  'it is a compound file (OLE2)': 'sie ist eine Verbunddatei (OLE2)',
  'the entry [Content_Types].xml is missing': 'der Eintrag [Content_Types].xml fehlt',
  'it has no main part of an office document': 'sie hat keinen Hauptteil eines Office-Dokuments',
  'its list of parts could not be read': 'ihr Verzeichnis der Teile ist nicht lesbar',
  'it is {0}': 'sie ist {0}',
  'its media type is {0}': 'ihr Medientyp ist {0}',
  'the entries mimetype and content.xml are missing':
    'die Einträge mimetype und content.xml fehlen',
  'the entry META-INF/container.xml is missing': 'der Eintrag META-INF/container.xml fehlt',
  'it has none of the known forms of such files':
    'sie hat keine der bekannten Formen solcher Dateien',
  'it begins like a web page': 'sie beginnt wie eine Webseite',
  'the signature %PDF- is missing': 'die Signatur %PDF- fehlt',
  'the signature %PDF- is not in the first 1024 bytes':
    'die Signatur %PDF- steht nicht in den ersten 1024 Bytes',
  'it is no XML': 'sie ist kein XML',
  'it is a web page': 'sie ist eine Webseite',
  'its first bytes are not the signature of such a file':
    'ihre ersten Bytes sind nicht die Signatur einer solchen Datei',
  'the signature {\\rtf is missing': 'die Signatur {\\rtf fehlt',
  'no OLE2': 'kein OLE2',
  'it is cut off: the directory at its end is missing':
    'sie ist abgeschnitten: Das Verzeichnis an ihrem Ende fehlt',
  'it is no zip container': 'sie ist kein ZIP-Container',
  'the zip container is empty': 'der ZIP-Container ist leer',
  'it begins like a zip container': 'sie beginnt wie ein ZIP-Container',
  'it is a zip container': 'sie ist ein ZIP-Container',
  'it is a PDF file': 'sie ist eine PDF-Datei',
  'it begins like a PDF file': 'sie beginnt wie eine PDF-Datei',
  'it is an image': 'sie ist ein Bild',
  'it is empty': 'sie ist leer',
  'must not be empty': 'darf nicht leer sein',
  'must have at most {0} characters': 'darf höchstens {0} Zeichen haben',
  'must not contain control characters or the signs / and \\':
    'darf keine Steuerzeichen und nicht die Zeichen / und \\ enthalten',
  'must be well-formed text': 'muss ein gültiger Unicode-Text sein',
  'must have a name before the extension': 'muss vor der Endung einen Namen haben',
  'must be a language tag, such as de-CH': 'muss ein Sprachkürzel sein wie de-CH',
  'This was changed since you looked at it (If-Match). Load it again, and decide anew.':
    'Das wurde geändert, seit Sie es angesehen haben (If-Match). Laden Sie es noch einmal, und entscheiden Sie neu.',
  'The form has no boundary or ended early. Send it again, complete, as multipart/form-data.':
    'Das Formular hat keine Trennlinie oder endete zu früh. Senden Sie es noch einmal, vollständig, als multipart/form-data.',
  'The form has more than one file, and nothing of it was kept. Send each file in a request of its own.':
    'Das Formular enthält mehr als eine Datei; nichts davon wurde gespeichert. Senden Sie jede Datei in einer eigenen Anfrage.',
  'A part of the form says that it is encoded (Content-Transfer-Encoding). Send its bytes as they are: without that header, or with the value binary.':
    'Ein Teil des Formulars ist laut Content-Transfer-Encoding kodiert. Senden Sie seine Bytes, wie sie sind: ohne diese Kopfzeile oder mit dem Wert binary.',
  'The form has no file. Send it in the field "file".':
    'Das Formular enthält keine Datei. Senden Sie sie im Feld "file".',
  'must be a file extension in lower case, such as pdf':
    'muss eine Dateiendung in Kleinbuchstaben sein wie pdf',
  'name the new owner: send person or username':
    'nennen Sie, wem das Dokument gehören soll: person oder username',
  'There are more bytes than the announced {0}; start again.':
    'Es kommen mehr als die angekündigten {0} Bytes; beginnen Sie noch einmal.',
  'The upload came in more than {0} pieces. Start again with larger ones.':
    'Der Upload kam in mehr als {0} Stücken. Beginnen Sie noch einmal, mit grösseren.',
  'The header {0} is missing or is not a whole number of bytes.':
    'Die Kopfzeile {0} fehlt oder ist keine ganze Zahl von Bytes.',
  'The header Content-Type must be {0}.': 'Die Kopfzeile Content-Type muss {0} sein.',
  'Only administrators may read the audit log. Ask one of them for what you need.':
    'Das Audit-Protokoll liest nur die Administration. Fragen Sie dort nach dem, was Sie brauchen.',
  'You have no notification {0}; it may have been dismissed already. Reload the list.':
    'Sie haben keine Mitteilung {0}; vielleicht wurde sie schon entfernt. Laden Sie die Liste neu.',
  'No editor opens .{0} files; download the document instead.':
    'Kein Editor öffnet .{0}-Dateien; laden Sie das Dokument stattdessen herunter.',
  'Changes of a .{0} file are saved as .{1}; the .{2} stays as the version before. Send "convert": true to edit it.':
    'Änderungen an einer .{0}-Datei werden als .{1} gespeichert; die .{2} bleibt als Version davor. Senden Sie "convert": true, um sie zu bearbeiten.',
  'customization.goback.url leads to another server; give an address on {0}.':
    'customization.goback.url führt auf einen anderen Server; geben Sie eine Adresse an unter {0}.',
  'Document {0} has no content yet. Save a first version, then open it.':
    'Das Dokument {0} hat noch keinen Inhalt. Speichern Sie eine erste Version, und öffnen Sie es dann.',
  'Version {0} of document {1} is the one to open now; release the key of that version.':
    'Jetzt zu öffnen ist die Version {0} des Dokuments {1}; geben Sie den Schlüssel dieser Version frei.',
  'The released key was rejected: {0}. Release it for this document and version for at most an hour after {1} (the time of this server), wrapped as docs/formats/editing-session.md describes.':
    'Der freigegebene Schlüssel wurde abgelehnt: {0}. Geben Sie ihn für dieses Dokument und diese Version frei, höchstens eine Stunde über {1} hinaus (Zeit dieses Servers), verpackt, wie docs/formats/editing-session.md es beschreibt.',
  'You have no such editing session, or it is over. Open the document again.':
    'Diese Bearbeitungssitzung haben Sie nicht, oder sie ist vorbei. Öffnen Sie das Dokument noch einmal.',
  'This address is not valid for this request, or has expired. Open the document again from Kontor.':
    'Diese Adresse gilt nicht für diese Anfrage oder ist abgelaufen. Öffnen Sie das Dokument noch einmal aus Kontor.',
  'The Document Server did not identify itself with a valid token. Check that both sides have the same secret (EUROOFFICE_JWT_SECRET, JWT_SECRET) and that their clocks agree.':
    'Der Document Server hat sich nicht mit einem gültigen Token ausgewiesen. Prüfen Sie, ob beide Seiten dasselbe Geheimnis haben (EUROOFFICE_JWT_SECRET, JWT_SECRET) und ihre Uhren übereinstimmen.',
  'The saved file was rejected: {0}. The Document Server keeps it as a forgotten file.':
    'Die gespeicherte Datei wurde abgelehnt: {0}. Der Document Server behält sie als vergessene Datei.',
  'The saved file could not be fetched from the Document Server: {0}. The Document Server retries.':
    'Die gespeicherte Datei konnte nicht vom Document Server geholt werden: {0}. Der Document Server versucht es wieder.',
  'A request to the Document Server failed: {0}. Try again, then ask an administrator to run "kontor doctor".':
    'Eine Anfrage an den Document Server ist misslungen: {0}. Versuchen Sie es noch einmal, und bitten Sie dann die Administration, «kontor doctor» auszuführen.',
  'command {0} failed with error {1}': 'der Befehl {0} ist mit Fehler {1} misslungen',
  'A save for document {0} names a document key that was never issued for it. The Document Server keeps the file as a forgotten file.':
    'Ein Speichern des Dokuments {0} nennt einen Dokumentschlüssel, der nie dafür ausgestellt wurde. Der Document Server behält die Datei als vergessene Datei.',
  'Too many requests came from this address within a minute. Try again in {0} seconds.':
    'Von dieser Adresse kamen innert einer Minute zu viele Anfragen. Versuchen Sie es in {0} Sekunden noch einmal.',
  'it has expired': 'er ist abgelaufen',
  'it is valid for too long': 'er gilt zu lange',
  'its capability is malformed': 'seine Berechtigung ist fehlerhaft',
  'its wrapped key does not open': 'sein verpackter Schlüssel lässt sich nicht öffnen',
  'must be an http(s) address': 'muss eine http(s)-Adresse sein',
  'must be the name of a theme': 'muss der Name eines Farbschemas sein',
  'must be a language such as "de" or "de-CH"': 'muss eine Sprache sein wie "de" oder "de-CH"',
  'must be a time zone such as Europe/Zurich': 'muss eine Zeitzone sein wie Europe/Zurich',
  'must be 44 bytes in base64url': 'müssen 44 Bytes in base64url sein',
  'must be 32 bytes in base64url': 'müssen 32 Bytes in base64url sein',
  'must be an age public key': 'muss ein öffentlicher age-Schlüssel sein',
  'must be at most 4096 characters as JSON': 'darf als JSON höchstens 4096 Zeichen haben',
  'name whom to tell: send people or usernames':
    'nennen Sie, wer benachrichtigt wird: people oder usernames',
  'its format table could not be read': 'seine Formattabelle war nicht lesbar',
  'command {0} got no proper answer': 'der Befehl {0} bekam keine brauchbare Antwort',
  'This server does not unpack bodies with the Content-Encoding {0}. Send the body as it is, without that header.':
    'Dieser Server entpackt keine Inhalte mit dem Content-Encoding {0}. Senden Sie den Inhalt, wie er ist, ohne diese Kopfzeile.',
  'The body of this request is larger than {0} bytes. Send less at a time.':
    'Der Inhalt dieser Anfrage ist grösser als {0} Bytes. Senden Sie weniger auf einmal.',
  'This route does not accept {0}. Send application/json.':
    'Diese Route nimmt nicht an: {0}. Senden Sie application/json.',
  'a body without a Content-Type': 'einen Inhalt ohne Content-Type',
  'its address is not that of a saved file': 'ihre Adresse ist nicht die einer gespeicherten Datei',
  'it is larger than {0} bytes': 'sie ist grösser als {0} Bytes',
  'it ended early': 'sie endete zu früh',
  'it is no archive of changes': 'sie ist kein Archiv von Änderungen',
  '.{0} cannot be converted to .{1}': '.{0} lässt sich nicht in .{1} umwandeln',
  'the conversion service answered {0}': 'der Umwandlungsdienst antwortete {0}',
  'its address is not that of a result': 'ihre Adresse ist nicht die eines Ergebnisses',
  'it is no .{0} file ({1})': 'sie ist keine .{0}-Datei ({1})',
  'it is larger than {0} bytes (KONTOR_MAX_FILE_BYTES)':
    'sie ist grösser als {0} Bytes (KONTOR_MAX_FILE_BYTES)',
  'it is not a file of this document': 'sie ist keine Datei dieses Dokuments',
  'a web page came in its place': 'an seiner Stelle kam eine Webseite',
  'it could not be fetched': 'sie konnte nicht geholt werden',
  'must be a file extension without dot': 'muss eine Dateiendung ohne Punkt sein',
  "The editor cannot show the history of a private document, because this server cannot decrypt its versions. Open or restore a version from the document's page.":
    'Der Editor kann den Verlauf eines privaten Dokuments nicht zeigen, weil dieser Server seine Versionen nicht entschlüsseln kann. Öffnen Sie eine Version auf der Seite des Dokuments, oder stellen Sie sie dort wieder her.',
  "Version {0} is a .{1} file, which is not of the kind that is open. Open it from the document's page.":
    'Die Version {0} ist eine .{1}-Datei, also von anderer Art als das Geöffnete. Öffnen Sie sie auf der Seite des Dokuments.',
  'The Document Server returned no usable .{0} file: {1}. Open the history again, or restore the whole version.':
    'Der Document Server lieferte keine brauchbare .{0}-Datei: {1}. Öffnen Sie den Verlauf noch einmal, oder stellen Sie die ganze Version wieder her.',
  'The step could not be fetched from the Document Server. Try to restore it again.':
    'Der Schritt konnte nicht vom Document Server geholt werden. Versuchen Sie noch einmal, ihn wiederherzustellen.',
  'the report names no file': 'die Meldung nennt keine Datei',
  'the submitted form did not come': 'das eingereichte Formular kam nicht an',
  'The Document Server returned no usable .{0} file: {1}. Try "Save copy as" again, or download the file.':
    'Der Document Server lieferte keine brauchbare .{0}-Datei: {1}. Versuchen Sie «Kopie speichern unter» noch einmal, oder laden Sie die Datei herunter.',
  'The copy could not be fetched from the Document Server. Try "Save copy as" again.':
    'Die Kopie konnte nicht vom Document Server geholt werden. Versuchen Sie «Kopie speichern unter» noch einmal.',
  'The Document Server returned no usable .{0} file: {1}. Try again, or choose another format.':
    'Der Document Server lieferte keine brauchbare .{0}-Datei: {1}. Versuchen Sie es noch einmal, oder wählen Sie ein anderes Format.',
  'The file could not be fetched from the Document Server. Try to download it again.':
    'Die Datei konnte nicht vom Document Server geholt werden. Versuchen Sie noch einmal, sie herunterzuladen.',
  'A private document cannot be copied or put into another one by the server, because the server cannot decrypt it. Download it, and upload or insert the file.':
    'Ein privates Dokument kann der Server nicht kopieren oder in ein anderes einfügen, weil er es nicht entschlüsseln kann. Laden Sie es herunter, und laden Sie die Datei hoch oder fügen Sie sie ein.',
  image: 'ein Bild',
  document: 'ein Textdokument',
  spreadsheet: 'eine Tabelle',
  'A .{0} file cannot be used here: {1} is needed. Choose another document.':
    'Eine .{0}-Datei ist hier nicht verwendbar: Gebraucht wird {1}. Wählen Sie ein anderes Dokument.',
  'too many saves are being converted': 'zu viele gespeicherte Dateien werden gerade umgewandelt',
  'it answered with status {0}': 'er antwortete mit dem Status {0}',
  'it was redirected, which is never followed':
    'sie wurde umgeleitet, und Umleitungen wird nie gefolgt',
  'it could not be fetched (status {0})': 'sie konnte nicht geholt werden (Status {0})',
  'it came encoded unasked': 'sie kam unverlangt komprimiert',
  'This server is not connected to a template backend (ONEOFFIXX_HOSTNAME is not set).':
    'Dieser Server ist mit keinem Vorlagensystem verbunden (ONEOFFIXX_HOSTNAME ist nicht gesetzt).',
  'There is no file {0} that this server can read; put the credentials of the template backend there (ONEOFFIXX_CREDENTIALS_FILE).':
    'Es gibt keine Datei {0}, die dieser Server lesen kann; legen Sie die Zugangsdaten des Vorlagensystems dorthin (ONEOFFIXX_CREDENTIALS_FILE).',
  'The credentials file {0} is not a JSON object; if it was just being written, try again, otherwise correct it.':
    'Die Datei der Zugangsdaten {0} ist kein JSON-Objekt; falls sie gerade geschrieben wurde, versuchen Sie es noch einmal, sonst korrigieren Sie sie.',
  'The credentials file {0} lacks {1}; each must be a text that is not empty.':
    'Der Datei der Zugangsdaten {0} fehlt {1}; jedes muss ein Text sein, der nicht leer ist.',
  'The directory knows no SID of yours, so the template backend cannot tell who asks; people without a directory entry cannot use templates (or set ONEOFFIXX_FAKE_SID to debug).':
    'Das Verzeichnis kennt keine SID von Ihnen; deshalb weiss das Vorlagensystem nicht, wer fragt. Wer keinen Eintrag im Verzeichnis hat, kann keine Vorlagen verwenden (oder setzen Sie zum Ausprobieren ONEOFFIXX_FAKE_SID).',
  'Your SID could not be looked up; try again, and if it stays so, look at the directory.':
    'Ihre SID konnte nicht ermittelt werden; versuchen Sie es noch einmal, und sehen Sie im Verzeichnis nach, wenn es so bleibt.',
  '{0}: {1}{2}. {3}': '{0}: {1}{2}. {3}',
  'Trying again may help.': 'Ein weiterer Versuch kann helfen.',
  'Trying again will not help.': 'Ein weiterer Versuch hilft nicht.',
  'The template backend gave no access': 'Das Vorlagensystem gab keinen Zugriff',
  'The template library could not be read': 'Die Vorlagenbibliothek konnte nicht gelesen werden',
  'The organisation of the template library could not be read':
    'Die Organisation der Vorlagenbibliothek konnte nicht gelesen werden',
  'The template groups could not be read': 'Die Vorlagengruppen konnten nicht gelesen werden',
  'The favourite templates could not be read':
    'Die bevorzugten Vorlagen konnten nicht gelesen werden',
  'nothing listens at its address (ONEOFFIXX_HOSTNAME), or it is being restarted':
    'unter seiner Adresse nimmt nichts Verbindungen an (ONEOFFIXX_HOSTNAME), oder es wird gerade neu gestartet',
  'it closed the connection before it had answered':
    'es hat die Verbindung geschlossen, bevor es geantwortet hatte',
  'it did not answer in time': 'es hat nicht rechtzeitig geantwortet',
  'its name is not known (ONEOFFIXX_HOSTNAME)': 'sein Name ist nicht bekannt (ONEOFFIXX_HOSTNAME)',
  'it could not be reached': 'es war nicht erreichbar',
  'its certificate is not trusted or it does not speak TLS; make its authority known with NODE_EXTRA_CA_CERTS, and check ONEOFFIXX_PROTOCOL':
    'seinem Zertifikat wird nicht vertraut, oder es spricht kein TLS; machen Sie seine Zertifizierungsstelle mit NODE_EXTRA_CA_CERTS bekannt, und prüfen Sie ONEOFFIXX_PROTOCOL',
  'it points to another address, which is not followed; check ONEOFFIXX_HOSTNAME and the paths':
    'es verweist auf eine andere Adresse, der nicht gefolgt wird; prüfen Sie ONEOFFIXX_HOSTNAME und die Pfade',
  'a web page came back, probably from a proxy or a login; check the address and its paths':
    'es kam eine Webseite, wohl von einem Proxy oder einer Anmeldung; prüfen Sie die Adresse und ihre Pfade',
  'the answer is not JSON; check the address and its paths':
    'die Antwort ist kein JSON; prüfen Sie die Adresse und ihre Pfade',
  'the answer has another form than expected; check the paths and ONEOFFIXX_API':
    'die Antwort hat eine andere Form als erwartet; prüfen Sie die Pfade und ONEOFFIXX_API',
  'nothing is offered under this path; check ONEOFFIXX_PATH_PREFIX, ONEOFFIXX_AUTH_PATH and ONEOFFIXX_WEBSERVICE_PATH':
    'unter diesem Pfad wird nichts angeboten; prüfen Sie ONEOFFIXX_PATH_PREFIX, ONEOFFIXX_AUTH_PATH und ONEOFFIXX_WEBSERVICE_PATH',
  'the person belongs to no organisation there': 'die Person gehört dort zu keiner Organisation',
  'the answer is larger than this server takes':
    'die Antwort ist grösser, als dieser Server annimmt',
  'the person has no template library there, or none is the primary one':
    'die Person hat dort keine Vorlagenbibliothek, oder keine ist die primäre',
  'it refused the credentials or the person; check the credentials file, the SID, ONEOFFIXX_DOUBLE_ENCODE_BUG and the clocks of both servers':
    'es hat die Zugangsdaten oder die Person zurückgewiesen; prüfen Sie die Datei der Zugangsdaten, die SID, ONEOFFIXX_DOUBLE_ENCODE_BUG und die Uhren beider Server',
  'it does not accept the access it gave, not even when renewed':
    'es nimmt den Zugriff, den es gab, nicht an, auch nicht erneuert',
  'it refused the request': 'es hat die Anfrage zurückgewiesen',
  'it reported a failure of its own': 'es hat einen eigenen Fehler gemeldet',
  'it takes no more requests at the moment': 'es nimmt zurzeit keine weiteren Anfragen an',
  'template_id: there is no such template for you, or none that can be used here.':
    'template_id: Diese Vorlage gibt es für Sie nicht, oder sie ist hier nicht verwendbar.',
  'the name has more than {0} characters': 'der Name hat mehr als {0} Zeichen',
  'a name consists of letters, digits, dots, hyphens, colons and underscores':
    'ein Name besteht aus Buchstaben, Ziffern, Punkten, Bindestrichen, Doppelpunkten und Unterstrichen',
  'is not a number': 'ist keine Zahl',
  'is not a date of the form YYYY-MM-DD': 'ist kein Datum der Form YYYY-MM-DD',
  'give at least one line, or an empty text':
    'geben Sie mindestens eine Zeile oder einen leeren Text an',
  'contains the character {0}, which documents cannot hold':
    'enthält das Zeichen {0}, das in Dokumenten keinen Platz hat',
  'at most {0} names': 'höchstens {0} Namen',
  'The address has expired. Please sign in, or open the document again from its page.':
    'Die Adresse ist abgelaufen. Bitte melden Sie sich an, oder öffnen Sie das Dokument noch einmal von seiner Seite.',
  'The address is valid only for the action "{0}". Open the document again from its page.':
    'Die Adresse gilt nur für die Aktion «{0}». Öffnen Sie das Dokument noch einmal von seiner Seite.',
  'The address has {0} characters, which is too long to start a program. Shorten KONTOR_PUBLIC_URL.':
    'Die Adresse hat {0} Zeichen und ist zu lang, um ein Programm zu starten. Verkürzen Sie KONTOR_PUBLIC_URL.',
  'No template backend is configured. Ask an administrator to set ONEOFFIXX_HOSTNAME.':
    'Es ist kein Vorlagensystem eingerichtet. Bitten Sie die Administration, ONEOFFIXX_HOSTNAME zu setzen.',
  'language: this template is not available in {0}. Choose one of {1}.':
    'language: Diese Vorlage gibt es nicht in {0}. Wählen Sie aus: {1}.',
  'The document is not waiting for a template. Start again from the list of templates.':
    'Das Dokument wartet auf keine Vorlage. Beginnen Sie noch einmal bei der Liste der Vorlagen.',
  'There are no such documents, or you have no access to them. Reload the list.':
    'Es gibt diese Dokumente nicht, oder Sie haben keinen Zugriff darauf. Laden Sie die Liste neu.',
  'Files with the extension ".{0}" are not supported. Save the file in a format such as .docx, .xlsx or .pdf.':
    'Dateien mit der Endung «.{0}» werden nicht unterstützt. Speichern Sie die Datei in einem Format wie .docx, .xlsx oder .pdf.',
  'The lock token does not match the current lock. Lock the document again.':
    'Das Token der Sperre passt nicht zur jetzigen Sperre. Sperren Sie das Dokument noch einmal.',
  'The disk of the server is full, so this was not stored. Ask an administrator to free space, then try again.':
    'Der Datenträger des Servers ist voll; deshalb wurde dies nicht gespeichert. Bitten Sie die Administration, Platz zu schaffen, und versuchen Sie es dann noch einmal.',
  'The server cannot use its disk at the moment, so this was not done. Ask an administrator to look for the reason in the log.':
    'Der Server kann seinen Datenträger zurzeit nicht benutzen; deshalb wurde dies nicht getan. Bitten Sie die Administration, den Grund im Protokoll zu suchen.',
  'The body is not JSON. Correct it, and send it again.':
    'Der Inhalt ist kein JSON. Korrigieren Sie ihn, und senden Sie ihn noch einmal.',
  'The body is empty, but its Content-Type says JSON. Send JSON, or leave the Content-Type out.':
    'Der Inhalt ist leer, aber sein Content-Type sagt JSON. Senden Sie JSON, oder lassen Sie den Content-Type weg.',
  'The body of this request is too large. Send less at a time.':
    'Der Inhalt dieser Anfrage ist zu gross. Senden Sie weniger auf einmal.',
  'The body has another length than its Content-Length says. Send it again.':
    'Der Inhalt hat eine andere Länge, als sein Content-Length sagt. Senden Sie ihn noch einmal.',
  'This route does not accept the Content-Type of the body. Send application/json.':
    'Diese Route nimmt den Content-Type des Inhalts nicht an. Senden Sie application/json.',
  'The body is not JSON: {0}. Correct it.': 'Der Inhalt ist kein JSON: {0}. Korrigieren Sie ihn.',
  'Cannot {0} {1}': 'Hier gibt es nichts unter {0} {1}',
  'Checkout is not allowed.': 'Auschecken ist nicht erlaubt.',
  'The browser editor has changes that it could not save. Open the document there first, or give them up on its page.':
    'Der Editor im Browser hat Änderungen, die er nicht speichern konnte. Öffnen Sie das Dokument zuerst dort, oder verwerfen Sie sie auf seiner Seite.',
  'The document is not checked out by you.': 'Sie haben das Dokument nicht ausgecheckt.',
  'has more than {0} bytes': 'hat mehr als {0} Bytes',
  'is not JSON': 'ist kein JSON',
  'The body {0}.': 'Der Inhalt {0}.',
  'No setting that can be changed while the service runs is called "{0}". Choose one of {1}.':
    'Keine Einstellung, die sich im Betrieb ändern lässt, heisst «{0}». Wählen Sie eine davon: {1}.',
  'This value does not fit {0}: {1}. Give one within its bounds.':
    'Dieser Wert passt nicht zu {0}: {1}. Geben Sie einen innerhalb der Grenzen an.',
  'name the new owner: send person or to': 'nennen Sie, an wen übergeben wird: person oder to',
  'There is no connection named "{0}". Choose one of {1}.':
    'Keine Verbindung heisst «{0}». Wählen Sie eine davon: {1}.',
  'There is no SQLite database in {0}; set KONTOR_DATA_DIR to the folder of the installation.':
    'In {0} ist keine SQLite-Datenbank; setzen Sie KONTOR_DATA_DIR auf den Ordner der Installation.',
  'The source lacks {0} migrations, or was used by a newer version. Start and stop this version of Kontor on it once, then try again.':
    'Der Quelle fehlen {0} Migrationen, oder eine neuere Version hat sie benutzt. Starten und beenden Sie diese Version von Kontor einmal darauf, und versuchen Sie es dann noch einmal.',
  'The target must be a postgres:// URL. Correct --to or TARGET_DATABASE_URL.':
    'Das Ziel muss eine postgres://-Adresse sein. Korrigieren Sie --to oder TARGET_DATABASE_URL.',
  'Name an empty database: --to postgres://user@host/database, --to-file FILE, or TARGET_DATABASE_URL.':
    'Nennen Sie eine leere Datenbank: --to postgres://user@host/database, --to-file FILE oder TARGET_DATABASE_URL.',
  'The target already holds other data (table {0}); nothing was changed. Name an empty database.':
    'Das Ziel enthält schon andere Daten (Tabelle {0}); nichts wurde geändert. Nennen Sie eine leere Datenbank.',
  'A move from another installation into this target is unfinished; nothing was changed. Name an empty database.':
    'Ein Umzug einer anderen Installation in dieses Ziel ist nicht beendet; nichts wurde geändert. Nennen Sie eine leere Datenbank.',
  'Another process is moving data into the same target, so this one stops. Wait for the other one to finish.':
    'Ein anderer Prozess zieht Daten in dasselbe Ziel um; deshalb hält dieser an. Warten Sie, bis der andere fertig ist.',
  'Table {0} has other columns in the source than in the target. Check that both were migrated by this version of Kontor.':
    'Die Tabelle {0} hat in der Quelle andere Spalten als im Ziel. Prüfen Sie, ob beide von dieser Version von Kontor migriert wurden.',
  'Table {0} differs between the target ({1} rows) and the source ({2} rows). Stop every Kontor, empty the target and move again.':
    'Die Tabelle {0} unterscheidet sich zwischen dem Ziel ({1} Zeilen) und der Quelle ({2} Zeilen). Beenden Sie jedes Kontor, leeren Sie das Ziel, und ziehen Sie noch einmal um.',
  'A move into this database is unfinished. Run kontor migrate-database again until it reports that it is done.':
    'Ein Umzug in diese Datenbank ist nicht beendet. Führen Sie kontor migrate-database noch einmal aus, bis es meldet, dass es fertig ist.',
  'The Document Server could not fetch the file (error {0}). Ask an administrator to run "kontor doctor", which finds the reason.':
    'Der Document Server konnte die Datei nicht holen (Fehler {0}). Bitten Sie die Administration, «kontor doctor» auszuführen; das findet den Grund.',
  'The file needs a password (error {0}). Send the right one as "password".':
    'Die Datei braucht ein Passwort (Fehler {0}). Senden Sie das richtige als "password".',
  'The Document Server cannot convert this file to .{0} (error {1}). Choose another format.':
    'Der Document Server kann diese Datei nicht in .{0} umwandeln (Fehler {1}). Wählen Sie ein anderes Format.',
  'The file is too large for the Document Server (error {0}). Reduce its size and try again.':
    'Die Datei ist zu gross für den Document Server (Fehler {0}). Verkleinern Sie sie, und versuchen Sie es noch einmal.',
  'error {0}': 'Fehler {0}',
  'The Document Server failed to convert this file to .{0} (error {1}). Open it to check whether it is damaged.':
    'Dem Document Server ist das Umwandeln dieser Datei in .{0} misslungen (Fehler {1}). Öffnen Sie sie, um zu prüfen, ob sie beschädigt ist.',
  'Converting the file to .{0} took too long{1}. Try again later.':
    'Das Umwandeln der Datei in .{0} hat zu lange gedauert{1}. Versuchen Sie es später noch einmal.',
  ' (error {0})': ' (Fehler {0})',
  'The Document Server returned no usable .{0} file: {1}. Try again, then ask an administrator to read its log.':
    'Der Document Server lieferte keine brauchbare .{0}-Datei: {1}. Versuchen Sie es noch einmal, und bitten Sie dann die Administration, sein Protokoll zu lesen.',
  'The conversion service does not answer ({0}). Try again later.':
    'Der Umwandlungsdienst antwortet nicht ({0}). Versuchen Sie es später noch einmal.',
  'too many conversions are running': 'zu viele Umwandlungen laufen gerade',
  'A .{0} file cannot be converted. Download it as it is.':
    'Eine .{0}-Datei lässt sich nicht umwandeln. Laden Sie sie herunter, wie sie ist.',
  'A .{0} file cannot be converted to .{1}. Choose one of {2}.':
    'Eine .{0}-Datei lässt sich nicht in .{1} umwandeln. Wählen Sie aus: {2}.',
  'A private document cannot be converted, because the server cannot decrypt it. Open it and use "Download as".':
    'Ein privates Dokument lässt sich nicht umwandeln, weil der Server es nicht entschlüsseln kann. Öffnen Sie es, und verwenden Sie «Herunterladen als».',
  thumbnail: 'Miniatur',
  preview: 'Vorschau',
  'This version has no {0}: it is private, its format has none, or the Document Server could not make one. Download the document instead.':
    'Diese Version hat keine {0}: Sie ist privat, ihr Format kennt keine, oder der Document Server konnte keine machen. Laden Sie stattdessen das Dokument herunter.',
  'too many pictures are being made': 'zu viele Bilder werden gerade gemacht',
  'The Document Server may not fetch this file: {0}. Request the conversion again.':
    'Der Document Server darf diese Datei nicht holen: {0}. Verlangen Sie die Umwandlung noch einmal.',
  'status {0}': 'Status {0}',
  'the result could not be fetched': 'das Ergebnis konnte nicht geholt werden',
  'it does not begin like one': 'sie beginnt nicht wie eine',
  'the address was not issued, or has expired':
    'die Adresse wurde nicht ausgestellt oder ist abgelaufen',
  'There is no webhook "{0}". Check its id.':
    'Es gibt keinen Webhook «{0}». Prüfen Sie seine Kennung.',
  'There is no delivery "{0}" of this webhook, or it is older than 7 days, a dead one than 30. Check its id.':
    'Dieser Webhook hat keine Zustellung «{0}», oder sie ist älter als 7 Tage, eine gescheiterte älter als 30. Prüfen Sie ihre Kennung.',
  'Events cannot be sent to this address: {0}. Give an https address of the receiver.':
    'An diese Adresse lassen sich keine Ereignisse senden: {0}. Geben Sie eine https-Adresse des Empfängers an.',
  'Events are not sent to {0}, because it is on loopback or in a private network. Give a public address, or set KONTOR_WEBHOOK_ALLOW_PRIVATE=true on the server.':
    'An {0} werden keine Ereignisse gesendet, weil die Adresse auf dem eigenen Rechner oder in einem privaten Netz liegt. Geben Sie eine öffentliche Adresse an, oder setzen Sie auf dem Server KONTOR_WEBHOOK_ALLOW_PRIVATE=true.',
  'There are {0} webhooks already, and more are not allowed. Remove one that is not used.':
    'Es gibt schon {0} Webhooks; mehr sind nicht erlaubt. Entfernen Sie einen, der nicht gebraucht wird.',
  'The delivery "{0}" is not over: it is tried again by itself. Wait for its next attempt.':
    'Die Zustellung «{0}» ist nicht vorbei: Sie wird von selbst noch einmal versucht. Warten Sie den nächsten Versuch ab.',
  'The webhook "{0}" is disabled. Enable it, then send again.':
    'Der Webhook «{0}» ist ausgeschaltet. Schalten Sie ihn ein, und senden Sie dann noch einmal.',
  'it is no address': 'sie ist keine Adresse',
  'it is no https address': 'sie ist keine https-Adresse',
  'it is not encrypted': 'sie ist nicht verschlüsselt',
  'it has a username or a password in it': 'sie enthält einen Benutzernamen oder ein Passwort',
  'it has a fragment': 'sie enthält ein Fragment',
  'There is no page at this address. Check the address.':
    'Unter dieser Adresse gibt es keine Seite. Prüfen Sie die Adresse.',
  'name it in KONTOR_HOSTS if it is right, or let the proxy pass on the name that people use (Host)':
    'sie nennt ihn in KONTOR_HOSTS, wenn er stimmt, oder lässt den Proxy den Namen weitergeben, den die Leute verwenden (Host)',
  'This server is not called "{0}". An administrator can change that: {1}.':
    'Dieser Server heisst nicht «{0}». Die Administration kann das ändern: {1}.',
  'Metrics are for administrators and for holders of the metrics token (KONTOR_METRICS_TOKEN).':
    'Metriken sind für die Administration und für alle, die das Token dafür haben (KONTOR_METRICS_TOKEN).',
  application: 'Anwendung',
  person: 'Person',
  'Too many requests came from this {0} within a minute. Try again in {1} seconds.':
    'Von dieser {0} kamen innert einer Minute zu viele Anfragen. Versuchen Sie es in {1} Sekunden noch einmal.',
  'The header Idempotency-Key is empty or too long. Send up to {0} characters, such as a UUID.':
    'Die Kopfzeile Idempotency-Key ist leer oder zu lang. Senden Sie höchstens {0} Zeichen, etwa eine UUID.',
  'This Idempotency-Key came with another request before. Use a new key for each request.':
    'Dieser Idempotency-Key kam schon mit einer anderen Anfrage. Verwenden Sie für jede Anfrage einen neuen.',
  'The first request with this Idempotency-Key is still running. Send it again in a few seconds.':
    'Die erste Anfrage mit diesem Idempotency-Key läuft noch. Senden Sie sie in einigen Sekunden noch einmal.',
  'A part of this address is longer than {0} characters. Nothing has such a name.':
    'Ein Teil dieser Adresse ist länger als {0} Zeichen. Nichts hat einen solchen Namen.',
  'The address is not well-formed. Encode each part of its path (%xx of UTF-8).':
    'Die Adresse ist nicht wohlgeformt. Kodieren Sie jeden Teil ihres Pfads (%xx in UTF-8).',
  'This is not an HTTP request. Check the client, or the proxy in front of this server.':
    'Das ist keine HTTP-Anfrage. Prüfen Sie das Programm, oder den Proxy vor diesem Server.',
  'The address and the headers of this request are larger than 16 KiB. Send less in them.':
    'Die Adresse und die Kopfzeilen dieser Anfrage sind grösser als 16 KiB. Senden Sie weniger darin.',
  'The headers of this request did not arrive in time. Try again.':
    'Die Kopfzeilen dieser Anfrage kamen nicht rechtzeitig an. Versuchen Sie es noch einmal.',
};
