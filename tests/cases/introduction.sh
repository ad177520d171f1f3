# An editor introduces itself with as little as it may, and goes away.
set -euo pipefail
params='{"processId":null,"rootUri":null,"capabilities":{},"trace":"off"}'
request='{"jsonrpc":"2.0","id":1,"method":"initialize","params":'$params'}'
printf 'Content-Length: %s\r\n\r\n%s' "${#request}" "$request" | { "$1" || true; } | grep --quiet '"capabilities":{'
