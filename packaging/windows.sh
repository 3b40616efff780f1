#!/usr/bin/env bash
# Builds the Windows program and its setup from the committed sources, under wine, and tries both as a user would.
#
#   packaging/windows.sh            everything: bench sources build setup selftest tests install start clean
#   packaging/windows.sh STEP...    only these steps
#
# Needs Debian 12 (amd64), root, 5 GB and about 25 minutes. QDESK_BENCH names the folder of the bench
# (/var/tmp/qdesk-bench); what comes out lies in its `out`: setup, portable zip, SHA256SUMS, pictures, log.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
BENCH=${QDESK_BENCH:-/var/tmp/qdesk-bench}
OUT=$BENCH/out
VERSION=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' src/qdesk/__init__.py)
failed=0

say() { printf '== %s %s\n' "$(date +%T)" "$*"; }

# expect <sentence> <command>: a line of the log; the other checks go on when one fails.
expect() {
  local sentence=$1
  shift
  if "$@"; then echo "ok      $sentence"; else
    echo "NOT ok  $sentence"
    failed=$((failed + 1))
  fi
}

. packaging/windows/bench.sh
. packaging/windows/build.sh
. packaging/windows/checks.sh

step() {
  say "$1"
  case $1 in
    bench) make_bench ;;
    sources) lay_sources ;;
    build) build_program ;;
    setup) build_setup ;;
    selftest) set +e; check_selftest; set -e ;;
    tests) set +e; check_tests; set -e ;;
    install) set +e; check_install; set -e ;;
    start) set +e; check_start; set -e ;;
    clean) unmount_bench ;;
    *) say "no such step: $1" && exit 2 ;;
  esac
}

[ "$(id -u)" = 0 ] || { say "wine's system is made with debootstrap and chroot: please run this as root" && exit 2; }
[ $# -gt 0 ] || set -- bench sources build setup selftest tests install start clean
mkdir -p "$OUT"
{
  trap 'close_screen; [ "$failed" = 0 ] && say "all fine" || say "NOT fine: $failed"' EXIT
  for name in "$@"; do
    [ "$name" = bench ] || [ "$name" = clean ] || mount_bench
    step "$name"
  done
  exit "$((failed > 0))"
} 2>&1 | tee -a "$OUT/log.txt"
exit "${PIPESTATUS[0]}"
