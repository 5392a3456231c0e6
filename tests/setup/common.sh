# shellcheck shell=bash
# Set-up shared by examples/demo.sh and tests/run.sh: a Python, the system's libraries, the virtual environment. Sourced, never run.
# Kept to bash 3.2, the one macOS ships: no associative arrays, no mapfile, no empty "${array[@]}" under set -u.

ROOT=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
VENV=$ROOT/.venv
CACHE=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/send-audit

# What WeasyPrint loads by name, and the Debian package of each. WeasyPrint runs without the last one, with a warning.
WEASYPRINT_LIBRARIES=(
  libpango-1.0.so.0=libpango-1.0-0
  libpangoft2-1.0.so.0=libpangoft2-1.0-0
  libgobject-2.0.so.0=libpango-1.0-0
  libharfbuzz.so.0=libpango-1.0-0
  libfontconfig.so.1=libfontconfig1
  libharfbuzz-subset.so.0=libharfbuzz-subset0
)
OPTIONAL_PACKAGE=libharfbuzz-subset0

WORK=$(mktemp -d)
trap 'rm -rf -- "$WORK"' EXIT

# A Python started from the environment that is about to be made again would be deleted under our feet.
PATH=${PATH//$VENV\/bin:/}
unset PYTHONHOME
# A user's "pip install --user" default is an error inside a virtual environment.
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

# One line for each argument.
say() { printf '%s\n' "$@"; }
complain() { printf '%s\n' "$@" >&2; }
die() {
  complain "$@"
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# quietly COMMAND...: no output unless it fails, then the end of it.
quietly() {
  local status=0
  "$@" >"$WORK/log" 2>&1 || status=$?
  if ((status)); then
    complain "This failed: $*" "The last lines it wrote:"
    tail -n 15 "$WORK/log" | sed 's/^/    /' >&2
  fi
  return "$status"
}

# ---- Python ------------------------------------------------------------------------------------------------------------

# Running it is the only safe test: pyenv and macOS put names on PATH that start nothing.
is_new_enough() { "$1" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Debian leaves venv's second half (ensurepip) to a package of its own.
makes_environments() { "$1" -I -c 'import ctypes, ensurepip, venv' >/dev/null 2>&1; }

# Prints the newest Python that can make an environment today, else the newest at all.
find_python() {
  local candidate newest='' candidates=(python3.13 python3.12 python3.11 python3)
  [[ -z ${SEND_AUDIT_PYTHON:-} ]] || candidates=("$SEND_AUDIT_PYTHON")
  for candidate in "${candidates[@]}"; do
    is_new_enough "$candidate" || continue
    newest=${newest:-$candidate}
    if makes_environments "$candidate"; then
      newest=$candidate
      break
    fi
  done
  [[ -n $newest ]] && command -v "$newest"
}

require_python() {
  PYTHON=$(find_python) && return
  if [[ -n ${SEND_AUDIT_PYTHON:-} ]]; then
    die "SEND_AUDIT_PYTHON is set to $SEND_AUDIT_PYTHON, which does not start or is older than Python 3.11."
  fi
  complain "send-audit needs Python 3.11 or newer, and there is none here (found: $(python3 --version 2>/dev/null || echo none))."
  if have brew; then
    die "Install one with: brew install python@3.13    Then run this again."
  elif have apt-get; then
    die "Debian 12, Ubuntu 24.04 and later bring one: apt-get install python3 python3-venv" \
      "On Ubuntu 22.04: apt-get install python3.11 python3.11-venv    Then run this again."
  fi
  die "Install one from https://www.python.org/downloads/ and run this again."
}

# ---- the system's packages -------------------------------------------------------------------------------------------

# missing_libraries PYTHON: prints the Debian package of each library that the loader does not find, however it got there.
missing_libraries() {
  "$1" -I -S -c '
import sys
try:
    from ctypes import CDLL
except ImportError:  # python3-minimal
    CDLL = None
missing = set()
for pair in sys.argv[1:]:
    library, package = pair.split("=")
    try:
        CDLL(library)
    except (OSError, TypeError):
        missing.add(package)
print(*sorted(missing))
' "${WEASYPRINT_LIBRARIES[@]}"
}

is_root() { [[ $(id -u) == 0 ]]; }

# Without a terminal sudo cannot ask for the password.
can_become_root() { is_root || { have sudo && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; }; }

as_root() { if is_root; then "$@"; else sudo "$@"; fi; }

# The lock timeout: a new Ubuntu machine updates itself in its first minutes.
apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }

# install_packages PACKAGE...: the caller has seen that they are missing.
install_packages() {
  say "Installing from the system's packages: $*"
  is_root || sudo -n true 2>/dev/null || say "(sudo may ask for your password.)"
  { quietly apt_get update && quietly apt_get install -y --no-install-recommends "$@"; } ||
    die "The packages could not be installed. Is there a network connection? Then run this again."
}

# require_packages PACKAGE...: installs, or says in plain words what somebody else has to do.
require_packages() {
  if ! have apt-get; then
    complain "Missing on this machine, under their Debian names: $*"
    die "apt-get is not here to install them. Use this system's own installer (Fedora, Arch: the package pango), then run this again."
  elif can_become_root; then
    install_packages "$@"
  elif [[ $* == "$OPTIONAL_PACKAGE" ]]; then
    complain "$OPTIONAL_PACKAGE is missing and you are not root. PDFs will be made without it."
  else
    complain "Some system packages are missing, and this account may not install them (not root, and sudo cannot be used)."
    die "Ask an administrator to run: apt-get install $*    Then run this again."
  fi
}

find_mac_libraries() {
  local folder
  for folder in /opt/homebrew/lib /usr/local/lib /opt/local/lib; do
    [[ -e $folder/libpango-1.0.dylib ]] || continue
    # A Python that is not Homebrew's does not look there by itself.
    export DYLD_FALLBACK_LIBRARY_PATH=$folder:${DYLD_FALLBACK_LIBRARY_PATH:-/usr/local/lib:/usr/lib}
    return
  done
  return 1
}

# Written without a Mac to try it on.
require_mac_libraries() {
  find_mac_libraries && return
  have brew || die "Pango is missing, which makes the PDFs. Install Homebrew from https://brew.sh, then run this again."
  say "Installing with Homebrew: pango"
  quietly brew install --quiet pango || die "Homebrew could not install pango. Is there a network connection? Then run this again."
  find_mac_libraries || die "Homebrew installed pango, but libpango-1.0.dylib is in none of the usual folders."
}

# require_libraries PYTHON [PACKAGE...]: what WeasyPrint needs and the packages given, in one run of apt.
require_libraries() {
  local python=$1 missing
  shift
  if [[ $(uname -s) == Darwin ]]; then
    require_mac_libraries
    return
  fi
  missing=$(missing_libraries "$python")
  [[ -z $missing && $# == 0 ]] && return
  # shellcheck disable=SC2086  # one word a package
  require_packages $missing "$@"
}

# ---- the virtual environment -----------------------------------------------------------------------------------------

# What the environment was made from. Any difference means that it has to be made, or filled, again: the folder's own name
# because scripts in it hold the full path, the Python's because packages are for one version.
stamp() {
  local python_is
  python_is=$("$VENV/bin/python" -I -S -c 'import sys; print(sys.version, sys.base_prefix, sep="|")' 2>/dev/null) || return 1
  printf '%s\n' "$VENV" "$ROOT" "$python_is" "$(cksum <"$ROOT/pyproject.toml")"
}

# The stamp's file is named for the extra, so that the demonstration is content with what the tests installed.
stamp_is_current() {
  local file now
  now=$(stamp) || return 1
  for file in "$VENV/.set-up-for-${1:-users}" "$VENV/.set-up-for-dev"; do
    [[ -f $file && $(<"$file") == "$now" ]] && return
  done
  return 1
}

# Prints why the environment cannot be used any more; fails when it can.
venv_fault() {
  local python=$VENV/bin/python
  if ! is_new_enough "$python"; then
    echo "its Python is gone or too old"
  elif ! "$python" -I -c 'import pip' 2>/dev/null; then
    # Also the sign of a system Python that moved on to its next version: the packages lie in the folder of the old one.
    echo "it has no pip, or was made by another version of Python"
  elif ! head -n 3 "$VENV/bin/pip" 2>/dev/null | grep -qF "$VENV/bin/"; then
    echo "it was made in another folder"
  elif ! is_the_python_asked_for "$python"; then
    echo "SEND_AUDIT_PYTHON asks for another version of Python"
  else
    return 1
  fi
}

minor_version() { "$1" -I -S -c 'import sys; print(*sys.version_info[:2], sep=".")' 2>/dev/null; }

is_the_python_asked_for() { [[ -z ${SEND_AUDIT_PYTHON:-} || $(minor_version "$SEND_AUDIT_PYTHON") == "$(minor_version "$1")" ]]; }

# The folder is deleted only when it is a virtual environment.
remove_venv() {
  if [[ -e $VENV/pyvenv.cfg ]]; then
    say "The virtual environment is made again: $1."
    rm -rf -- "$VENV"
  elif [[ -e $VENV || -L $VENV ]] && ! rmdir -- "$VENV" 2>/dev/null; then
    die "$VENV is not a virtual environment. Move it away and run this again."
  fi
}

# make_venv FAULT: what is there with a fault goes only when its replacement can be made.
make_venv() {
  require_python
  local packages=''
  if ! makes_environments "$PYTHON" && have apt-get; then
    packages=python$(minor_version "$PYTHON")-venv
  fi
  # shellcheck disable=SC2086  # one package or none
  require_libraries "$PYTHON" $packages
  remove_venv "$1"
  say "Making the virtual environment ($("$PYTHON" --version)): $VENV"
  quietly "$PYTHON" -m venv "$VENV" || die "The virtual environment could not be made."
}

# install_project EXTRA: the package in place, so that what is edited is what runs.
install_project() {
  local target=$ROOT
  [[ -z $1 ]] || target+="[$1]"
  say "Installing send-audit and the packages it needs (a minute or two the first time)."
  rm -f -- "$VENV"/.set-up-for-*
  quietly "$VENV/bin/python" -m pip install --quiet --editable "$target" ||
    die "The packages could not be installed. Is there a network connection (behind a proxy: is HTTPS_PROXY set)? Then run this again."
  stamp >"$VENV/.set-up-for-${1:-users}"
}

# A checkout on a read-only disk, or set up by root before: the environment goes where this user may write.
choose_venv() {
  if [[ -w $ROOT && (! -e $VENV || -w $VENV) ]] || stamp_is_current "$1"; then
    return
  fi
  VENV=$CACHE/venv-$(printf '%s' "$ROOT" | cksum | cut -d ' ' -f 1)
  mkdir -p -- "$CACHE" || die "Neither $ROOT nor $CACHE can be written to. Copy the folder to a place of your own and run this again."
}

# set_up [EXTRA]: everything that has to be there before send-audit runs. Says nothing when there is nothing to do.
set_up() {
  local extra=${1:-} fault
  choose_venv "$extra"
  if stamp_is_current "$extra" && is_the_python_asked_for "$VENV/bin/python"; then
    require_libraries "$VENV/bin/python"
    return
  fi
  if fault=$(venv_fault); then
    make_venv "$fault"
  else
    require_libraries "$VENV/bin/python"
  fi
  install_project "$extra"
}
