#!/usr/bin/env bash
# Sets up a machine for the tests, then runs every check. Runs from any folder.
set -euo pipefail
# shellcheck source=setup/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/setup/common.sh"

usage() {
  cat <<'TEXT'
bash tests/run.sh [--all | --slow] [PYTEST ARGUMENT...]
  (nothing)   every check that runs with what this machine has, without the slow tests
  --slow      the slow tests too
  --all       installs every tool that is missing (Debian, Ubuntu) and runs everything; a skipped test is a failure
Other arguments go to pytest; paths are seen from the top of the checkout: bash tests/run.sh -k scoring tests/unit
SEND_AUDIT_PYTHON=python3.12 chooses the Python.
TEXT
}

all=no slow=no pytest_arguments=()
while (($#)); do
  case $1 in
    --all) all=yes slow=yes ;;
    --slow) slow=yes ;;
    -h | --help) usage && exit ;;
    *) pytest_arguments+=("$1") ;;
  esac
  shift
done

# ---- the summary -----------------------------------------------------------------------------------------------------

summary='' failed=0

# record NAME passed|failed|skipped [REASON]
record() {
  summary+=$(printf '%-14s %-8s %s' "$1" "$2" "${3:-}")$'\n'
  [[ $2 != failed ]] || failed=1
}

# check NAME COMMAND...
check() {
  local name=$1 status=0
  shift
  say "" "== $name"
  "$@" || status=$?
  if ((status)); then record "$name" failed "exit code $status"; else record "$name" passed; fi
}

# ---- tools -----------------------------------------------------------------------------------------------------------

# Tools that some tests call: name, what shows that it is here, Debian package, what is skipped without it. The one list of
# them.
# each_missing_tool FUNCTION: calls it with name, package and what is skipped.
each_missing_tool() {
  unless_here java "$1" Java default-jre-headless "veraPDF's check of PDF/UA"
  unless_here /usr/share/java/jaxb-runtime.jar "$1" JAXB libjaxb-java "veraPDF's check of PDF/UA"
  unless_here chromium "$1" Chromium chromium "how the pages do in a browser"
  unless_here pdftoppm "$1" pdftoppm poppler-utils "checks on the look of the pages"
  unless_here soffice "$1" LibreOffice libreoffice-calc "whether LibreOffice opens the workbooks"
  unless_here lou_translate "$1" liblouis liblouis-bin "braille-ready files"
  unless_here /usr/lib/libreoffice/program/libswlo.so "$1" "LibreOffice Writer" libreoffice-writer "whether LibreOffice opens the Word documents"
}

unless_here() {
  if [[ $1 == /* ]]; then [[ ! -e $1 ]] || return 0; else ! have "$1" || return 0; fi
  "${@:2}"
}

# shellcheck disable=SC2317,SC2329  # called through each_missing_tool
print_package() { say "$2"; }
# shellcheck disable=SC2317,SC2329
record_missing() { record "$1" skipped "$2 is not installed (--all installs it); left out: $3"; }

install_tools() {
  local packages
  packages=$(each_missing_tool print_package)
  # shellcheck disable=SC2086  # one word a package
  [[ -z $packages ]] || require_packages $packages
}

# ---- pytest ----------------------------------------------------------------------------------------------------------

# Reads pytest's own report: prints "N passed, N failed, N skipped" and, for --all, fails when anything was skipped.
COUNT='
import sys, xml.etree.ElementTree as tree
cases = list(tree.parse(sys.argv[1]).iter("testcase"))
kinds = [{child.tag: child for child in case} for case in cases]
# pytest reports an expected failure as a kind of skip.
expected = sum("skipped" in kind and kind["skipped"].get("type") == "pytest.xfail" for kind in kinds)
skipped = sum("skipped" in kind for kind in kinds) - expected
failed = sum("failure" in kind or "error" in kind for kind in kinds)
print(f"{len(cases) - failed - skipped - expected} passed, {failed} failed, {skipped} skipped")
sys.exit(skipped > 0 and sys.argv[2] == "yes")
'

run_pytest() {
  local status=0 counted='' report=$WORK/pytest.xml
  local arguments=(-n auto -r fEs "--junitxml=$report")
  [[ $slow == yes ]] || arguments+=(-m 'not slow')
  say "" "== pytest"
  python -m pytest "${arguments[@]}" ${pytest_arguments[@]+"${pytest_arguments[@]}"} || status=$?
  if [[ -f $report ]] && ! counted=$(python -c "$COUNT" "$report" "$all"); then
    record pytest failed "$counted; with --all nothing may be skipped"
  elif ((status)); then
    record pytest failed "${counted:-exit code $status}"
  else
    record pytest passed "$counted"
  fi
}

# ---- all of it -------------------------------------------------------------------------------------------------------

[[ -w $ROOT ]] || die "$ROOT cannot be written to, and the tests keep their caches there. Copy it to a folder of your own."
set_up dev
cd -- "$ROOT"
PATH=$VENV/bin:$PATH
if [[ $all == yes ]]; then
  install_tools
  # The tests read it: a tool that is missing is then a failure, not a skip.
  export SEND_AUDIT_REQUIRE_ALL=1
  check "veraPDF jar" python tests/tools/verapdf.py --fetch
else
  each_missing_tool record_missing
fi
check "ruff check" ruff check .
check "ruff format" ruff format --check .
check "mypy" mypy
check "import-linter" lint-imports
run_pytest
[[ $slow == yes ]] || record "slow tests" skipped "run with --slow or --all"

say "" "== summary"
printf '%s' "$summary"
exit "$failed"
