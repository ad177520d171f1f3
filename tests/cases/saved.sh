# Waits until a draft is watched, saves it, and waits for what is said of it then.
set -euo pipefail
mkdir drafts
mv tabs.txt drafts
mkfifo notes
coproc watching { exec "$1" --check drafts --watch --no-config --lang zh-CN --format jsonl --fail-on never 2> notes; }
trap 'kill "$watching_PID"' EXIT
exec 3< notes 4<&"${watching[0]}"
until [[ ${note-} == *等待* ]]; do read -r -t 60 note <&3; done
read -r -t 60 before <&4
sed -i 's/申请5件/申请7件/' drafts/tabs.txt
read -r -t 60 after <&4
[ "$before" != "$after" ]
