#!/bin/sh
# Copies the programs, the workflows and the service into place.
#
#   scripts/install.sh FOLDER_OF_THE_PROGRAMS DESTDIR PREFIX UNITDIR
set -eu

programs=$1
destination=$2
prefix=$3
units=$4
cd "$(dirname "$0")/.."

for program in rowspool rowspool-images; do
  install -D -m 755 "$programs/$program" "$destination$prefix/bin/$program"
done
find templates -type f ! -path '*/__pycache__/*' | while IFS= read -r file; do
  mode=644
  [ ! -x "$file" ] || mode=755
  install -D -m "$mode" "$file" "$destination$prefix/share/rowspool/$file"
done
mkdir -p "$destination$units"
sed "s|@PREFIX@|$prefix|g" packaging/rowspool.service >"$destination$units/rowspool.service"
chmod 644 "$destination$units/rowspool.service"
install -D -m 644 packaging/rowspool.sysusers "$destination$prefix/lib/sysusers.d/rowspool.conf"
for file in README.md LICENSE Sources/Spool/STATES.md docs/*.md; do
  install -D -m 644 "$file" "$destination$prefix/share/doc/rowspool/$(basename "$file")"
done

echo "Installed below $destination$prefix. To run rowspool as a service:"
echo "  systemd-sysusers && systemctl daemon-reload && systemctl enable --now rowspool"
