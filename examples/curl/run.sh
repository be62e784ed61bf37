#!/bin/sh
# Ends with the first request that Kontor refuses, and says why.
set -eu
: "${KONTOR_URL:=http://127.0.0.1:3000}" "${CLIENT_ID:?}" "${CLIENT_SECRET:?}" "${PERSON:=alice}"
: "${WEBHOOK_URL:=$KONTOR_URL/nobody-listens-here}"

# The first string member of this name in an answer. With jq: jq -r .id
member() { printf '%s' "$ANSWER" | grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }
refused() {
  printf '%s\n' "$ANSWER" >&2
  exit 1
}

# A token that lasts an hour. Secrets go by standard input: everybody on a machine can read command lines.
ANSWER=$(printf 'user = "%s:%s"' "$CLIENT_ID" "$CLIENT_SECRET" |
  curl -s --fail-with-body -K - -d grant_type=client_credentials "$KONTOR_URL/oauth/token") || refused
TOKEN=$(member access_token)

# A request of the application itself, and one for a person, with that person's rights.
kontor() { printf 'header = "Authorization: Bearer %s"' "$TOKEN" | curl -s --fail-with-body -K - "$@"; }
for_person() { kontor -H "Kontor-On-Behalf-Of: $PERSON" "$@"; }

ANSWER=$(for_person "$KONTOR_URL/api/documents?title=Letter.txt" \
  -H "Idempotency-Key: letter-$$-$(date +%s)" --data-binary 'Dear Bob,') || refused
ID=$(member id)
printf 'A document of %s:\n%s\n\n' "$PERSON" "$ANSWER"

ANSWER=$(for_person "$KONTOR_URL/api/eurooffice/session" \
  -H 'Content-Type: application/json' -d "{\"file_id\":\"$ID\"}") || refused
printf 'An editing session; the page that shows the editor gets its config and this script:\n'
member api_js_url

ANSWER=$(kontor "$KONTOR_URL/api/webhooks" \
  -H 'Content-Type: application/json' -d "{\"url\":\"$WEBHOOK_URL\",\"events\":[\"version.saved\"]}") || refused
printf '\nA webhook, with its secret, which is shown only now:\n%s\n\n' "$ANSWER"

ANSWER=$(for_person "$KONTOR_URL/api/documents?limit=10") || refused
printf 'The documents of %s:\n%s\n' "$PERSON" "$ANSWER"
