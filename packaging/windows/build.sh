# From sources to the program, its setup and the portable folder. Sourced by packaging/windows.sh.

# What is built is a commit, never what lies about.
lay_sources() {
  [ -z "$(git status --porcelain --untracked-files=no)" ] || say "changes that are not committed are left out"
  say "sources of $(git log -1 --format='%h %s')"
  rm -rf "$SHARE/qdesk"
  mkdir "$SHARE/qdesk"
  git archive HEAD | tar -x -C "$SHARE/qdesk"
  chown -R "$USER_ID:$USER_ID" "$SHARE/qdesk"
}

build_program() {
  rm -rf "$SHARE/qdesk/dist" "$SHARE/qdesk/build"
  windows cmd /c 'cd qdesk && ..\python\python.exe -X utf8=0 -m PyInstaller -y --log-level WARN build.spec'
  local program=$SHARE/qdesk/dist/qdesk
  say "the program: $(du -sb "$program" | cut -f1) bytes, $(find "$program" -type f | wc -l) files"
  expect "at most 110 MB unpacked" [ "$(du -sb "$program" | cut -f1)" -le 110000000 ]
  expect "nothing of wine's own is inside" same '' "$(grep -rlF 'Wine builtin DLL' "$program" || true)"
}

same() { [ "$1" = "$2" ] || { echo "        expected: $1" && echo "        found: $2" && false; }; }

build_setup() {
  local setup="$OUT/qdesk-$VERSION-setup.exe"
  make_setup "$VERSION" "$SHARE/qdesk/dist/qdesk" "$setup"
  say "the setup: $(stat -c %s "$setup") bytes"
  expect "at most 40 MB as a setup" [ "$(stat -c %s "$setup")" -le 40000000 ]
  make_portable
  (cd "$OUT" && sha256sum qdesk-*.exe qdesk-*.zip | tee SHA256SUMS)
}

# make_setup <version> <folder of the program> <setup> [makensis switches]
make_setup() {
  local list=$BENCH/uninstall.nsh
  python3 packaging/windows/uninstall_list.py "$2" "$list"
  LC_ALL=C.UTF-8 makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$1" "-DPROGRAM=$2" "-DUNINSTALL_LIST=$list" \
    "-DOUTPUT=$3" "${@:4}" packaging/windows/setup.nsi
}

# The same folder with the mark that keeps its data beside it.
make_portable() {
  python3 packaging/windows/portable.py "$SHARE/qdesk/dist/qdesk" "$OUT/qdesk-$VERSION-portable.zip"
  say "the portable folder: $(stat -c %s "$OUT/qdesk-$VERSION-portable.zip") bytes packed"
}
