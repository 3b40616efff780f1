# Prepares this machine for ./run and ./check: system libraries, a virtual environment, locked packages.
# Sourced, not run. Nothing is asked; a second time it only looks and returns.

PYTHON_WANTED='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))'

# library or file that Qt needs → package of Debian and Ubuntu that brings it
SYSTEM_PACKAGES='
libglib-2.0.so.0 libglib2.0-0
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libbrotlidec.so.1 libbrotli1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-util.so.1 libxcb-util1
libxcb-xkb.so.1 libxcb-xkb1
'

say() { printf '%s\n' "$*" >&2; }

# prepare <run|test>: afterwards .venv holds qdesk and what requirements/<name>.txt locks.
prepare() {
  if [ "$(uname -s)" = Linux ]; then
    install_system_packages
  fi
  make_environment "$1"
}

install_system_packages() {
  local missing
  missing=$(missing_packages)
  [ -z "$missing" ] && return 0
  if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    say "qdesk: installing" $missing
    # shellcheck disable=SC2086  # a list of names
    if as_root apt-get update -qq >&2 &&
      as_root apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends $missing >/dev/null; then
      return 0
    fi
    say "qdesk: the system packages could not be installed; going on without them."
  else
    say "qdesk: these system packages (Debian names) seem to be missing: $(echo $missing)"
    say "qdesk: please have them installed if the window does not open or shows boxes instead of Chinese."
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then env DEBIAN_FRONTEND=noninteractive "$@"; else sudo -n env DEBIAN_FRONTEND=noninteractive "$@"; fi
}

missing_packages() {
  local known library package
  known=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null)
  echo "$SYSTEM_PACKAGES" | while read -r library package; do
    [ -z "$library" ] || case "$known" in *"$library "*) ;; *) echo "$package" ;; esac
  done
  has_chinese_font || echo fonts-noto-cjk
  find_python >/dev/null || echo python3 python3-venv
}

has_chinese_font() {
  if command -v fc-list >/dev/null; then
    [ -n "$(fc-list :lang=zh-cn family)" ]
  else
    [ -n "$(find /usr/share/fonts "$HOME/.local/share/fonts" -iname '*cjk*' -print -quit 2>/dev/null)" ]
  fi
}

# The first Python that is new enough and can make a virtual environment.
find_python() {
  local name
  for name in python3.11 python3.12 python3.13 python3 python /usr/bin/python3; do
    if "$name" -c "$PYTHON_WANTED" 2>/dev/null && "$name" -c 'import ensurepip, venv' 2>/dev/null; then
      echo "$name"
      return 0
    fi
  done
  return 1
}

make_environment() {
  local wanted=$1 python stamp
  stamp=$(cat "requirements/$wanted.txt" pyproject.toml | cksum)
  if .venv/bin/python -c "$PYTHON_WANTED" 2>/dev/null; then
    # What ./check needs includes what ./run needs.
    [ "$wanted" = run ] && [ "$(cat .venv/prepared-test 2>/dev/null)" = "$(cat requirements/test.txt pyproject.toml | cksum)" ] && return 0
    [ "$(cat ".venv/prepared-$wanted" 2>/dev/null)" = "$stamp" ] && return 0
  else
    python=$(find_python) || {
      say "qdesk: no Python 3.11, 3.12 or 3.13 with venv was found; please install one (Debian: python3 python3-venv)."
      return 1
    }
    say "qdesk: making .venv with $("$python" --version 2>&1)"
    rm -rf .venv
    "$python" -m venv .venv
  fi
  say "qdesk: installing the locked packages ($wanted)"
  rm -f .venv/prepared-*
  .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "requirements/$wanted.txt"
  .venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
  echo "$stamp" >".venv/prepared-$wanted"
}
