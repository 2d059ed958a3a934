#!/bin/sh
# Installs the Debian packages of the named groups (packaging/debian-packages) that are not there yet.
#
#   scripts/install-packages.sh build run test
set -eu

list=$(dirname "$0")/../packaging/debian-packages

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

missing=
for group in "$@"; do
  names=$(awk -v group="$group" '$1 == group { print $2 }' "$list")
  [ -n "$names" ] || { echo "There is no group '$group' in $list." >&2; exit 64; }
  for name in $names; do
    is_installed "$name" || missing="$missing $name"
  done
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=
elif command -v sudo >/dev/null; then
  as_root=sudo
else
  echo "These packages are missing, and installing them needs root:$missing" >&2
  echo "As root: apt-get install --no-install-recommends$missing" >&2
  exit 77
fi

echo "Installing:$missing"
# One look at the package lists that failed is no reason to stop: older lists may still do.
$as_root apt-get update -q || echo "apt-get update failed; going on with the lists that are there." >&2
# shellcheck disable=SC2086 # the names are words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
