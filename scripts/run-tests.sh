#!/bin/bash
# Runs the built tests that the options choose. What failed is said once more at the end, behind thousands of lines.
set -uo pipefail
"${SWIFT:-swift}" test --skip-build --disable-xctest "$@" 2>&1 | awk '
  { print; fflush() }
  /^✘|^error:/ { failures = failures "\n" $0 }
  END { if (failures) print "\nWhat failed:" failures }'
