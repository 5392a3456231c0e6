#!/usr/bin/env bash
# See what send-audit makes: installs what it needs, then renders the example school's plan as a PDF.
#     bash examples/demo.sh
# For Debian, Ubuntu and macOS (with Homebrew) with Python 3.11 or newer; runs from any folder, takes seconds the second time.
# SEND_AUDIT_PYTHON=python3.12 chooses the Python.
set -euo pipefail
started_in=$PWD
# shellcheck source=../tests/setup/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../tests/setup/common.sh"

# Where out/ is made: in the checkout, unless nobody may write there.
for folder in "$ROOT" "$started_in" "${HOME:-/tmp}"; do
  [[ ! -w $folder ]] || break
done

set_up
say "Rendering the example school's accessibility plan."
"$VENV/bin/send-audit" demo --out "$folder/out" "$@"
say "" "send-audit itself is here: $VENV/bin/send-audit"
