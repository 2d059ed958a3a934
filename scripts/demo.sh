#!/bin/bash
# Two jobs from the drop to the results, in a spool of their own in a temporary folder.
#
#   scripts/demo.sh FOLDER_OF_THE_PROGRAMS
set -euo pipefail
export LC_ALL=C.UTF-8

programs=$1
samples=$(cd "$(dirname "$0")/../templates/product-photo/samples" && pwd)
patience=180 # seconds for each job; a machine that needs longer has another trouble

fail() {
  echo "The demonstration failed: $1" >&2
  if [ -s "$folder/server.log" ]; then
    echo "The last lines of $folder/server.log:" >&2
    tail -n 15 "$folder/server.log" >&2
  fi
  exit 1
}

stop_server() {
  [ -n "$server" ] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}

folder=$(mktemp -d "${TMPDIR:-/tmp}/rowspool-demo.XXXXXX")
spool=$folder/spool
drops=$spool/incoming/product-photo
server=
trap stop_server EXIT
trap 'exit 130' INT TERM HUP

rowspool() {
  "$programs/rowspool" "$@" --spool "$spool"
}

# What `status --json` says of the job whose drop has the name $1: one JSON object on one line, or nothing.
job_named() {
  rowspool status --json | sed 's/{"job":/\n&/g' | grep -F "\"name\":\"$1\"" || true
}

text_in() { sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" <<<"$1"; }

number_in() { sed -n "s/.*\"$2\":\([0-9][0-9]*\).*/\1/p" <<<"$1"; }

# On a screen one line that moves; elsewhere a line for each step.
bar() {
  local name=$1 ended=$2 total=$3 state=$4 full text
  full=$((total > 0 ? 30 * ended / total : 0))
  printf -v text '%-30s' ''
  text="${text:0:full}"
  text="[${text// /#}$(printf '%*s' $((30 - full)) '')] $ended of $total  $state  $name"
  [ "$text" != "$shown" ] || return 0
  shown=$text
  if [ -t 1 ]; then printf '\r\033[K%s' "$text"; else echo "$text"; fi
}

# Waits for the job of the drop with the name $1, and shows how far it is.
watch_job() {
  local name=$1 job state='not seen yet' end=$((SECONDS + patience))
  shown=
  while true; do
    kill -0 "$server" 2>/dev/null || fail "the server has ended."
    job=$(job_named "$name")
    if [ -n "$job" ]; then
      state=$(text_in "$job" state)
      bar "$name" $(($(number_in "$job" "done") + $(number_in "$job" failed))) "$(number_in "$job" total)" "$state"
    elif compgen -G "$spool/rejected/*" >/dev/null; then
      fail "a drop was rejected; the reason lies in $spool/rejected."
    fi
    case $state in completed*) break ;; cancelled) fail "the job of '$name' was cancelled." ;; esac
    [ $SECONDS -lt $end ] || fail "the job of '$name' is not finished after $patience s ($state)."
    sleep 0.2
  done
  [ ! -t 1 ] || echo
  [ "$state" = completed ] || fail "rows of '$name' failed; rowspool status --spool $spool says more."
}

# Where the server's log says that its page is.
page_address() {
  for _ in $(seq 50); do
    sed -n 's/.*the page is at \(http:[^ ]*\).*/\1/p' "$folder/server.log" | head -n 1 | grep . && return 0
    sleep 0.1
  done
}

say_results() {
  local job results count
  job=$(text_in "$(job_named "$1")" job)
  results=$spool/outgoing/$job
  for ending in xlsx zip; do
    count=$(find "$results" -maxdepth 1 -name "*-results.$ending" -size +0 | wc -l)
    [ "$count" -eq 1 ] || fail "$results holds $count results as .$ending, not one."
    find "$results" -maxdepth 1 -name "*-results.$ending" -printf '  %p\n'
  done
}

echo "1. Photographs are made of the sample drawings."
mkdir -p "$folder/photos" "$folder/商品图" "$folder/新品照片"
while IFS=, read -r name _; do
  drawing=$samples/${name%.*}.svg
  turned=()
  # A photograph taken with the telephone on its side.
  [ "${name%.*}" != 绿植盆栽 ] || turned=(--orientation 6)
  "$programs/rowspool-images" --render "$drawing" "$folder/photos/$name" --width 2400 "${turned[@]}" ||
    fail "the drawing $drawing could not be rendered."
done < <(tail -n +2 "$samples/samples.csv")
cp "$samples"/*.xlsx "$folder/商品图/"
while IFS=, read -r name _; do
  cp "$folder/photos/$name" "$folder/商品图/"
done < <(sed -n '2,7p' "$samples/samples.csv")
while IFS=, read -r name _; do
  cp "$folder/photos/$name" "$folder/新品照片/"
done < <(tail -n +8 "$samples/samples.csv")

echo "2. rowspool starts on $spool"
rowspool init >/dev/null || fail "the spool could not be made."
# The usual address if it is free, so that it can be remembered.
address=127.0.0.1:8080
if (exec 3<>/dev/tcp/127.0.0.1/8080) 2>/dev/null; then address=127.0.0.1:0; fi
"$programs/rowspool" serve --spool "$spool" --web "$address" >"$folder/server.log" 2>&1 </dev/null &
server=$!
for _ in $(seq 150); do
  [ ! -d "$drops" ] || break
  kill -0 "$server" 2>/dev/null || fail "the server did not start."
  sleep 0.2
done
[ -d "$drops" ] || fail "the server did not make its drop folders within 30 s."
page=$(page_address)
[ -n "$page" ] || fail "the server does not say where its page is."
echo "   Its page: $page"

echo "3. A workbook with its pictures is dropped, and a folder of pictures; each is one job."
cp -r "$folder/商品图" "$folder/新品照片" "$drops/"
watch_job 商品图
watch_job 新品照片

echo "4. The results:"
say_results 商品图
say_results 新品照片

if [ -t 0 ] && [ -t 1 ]; then
  echo "5. Look at the two jobs in a browser: ${page}jobs. Press Enter here when you have seen enough."
  read -r _
fi
stop_server
echo "The server has stopped. Remove everything with: rm -r $folder"
