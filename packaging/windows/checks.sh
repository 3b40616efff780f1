# What a user does with the setup and the program, and the tests on Windows' Python. Sourced by packaging/windows.sh.

C=$SHARE/prefix/drive_c
PROFILE="C:\\users\\$USER_NAME"
PROFILE_HERE=$C/users/$USER_NAME
DEFAULT_HERE=$PROFILE_HERE/AppData/Local/Programs/qdesk
PLACE='C:\学校 软件\质量年报'  # chosen by a user: Chinese, with a space
PLACE_HERE="$C/学校 软件/质量年报"
STATUS_RUNNING=3

open_screen() {
  [ -n "${screen_pid-}" ] && return 0
  Xvfb "$SCREEN" -ac -screen 0 1440x900x24 >/dev/null 2>&1 &
  screen_pid=$!
  sleep 1
  DISPLAY=$SCREEN openbox >/dev/null 2>&1 &
  manager_pid=$!
  sleep 1
}

close_screen() {
  [ -n "${screen_pid-}" ] || return 0
  in_wine wineserver -k || true
  kill "$manager_pid" "$screen_pid" 2>/dev/null || true
  screen_pid=''
}

on_screen() { DISPLAY=$SCREEN "$@"; }

# picture <name>: what the screen shows.
picture() { on_screen import -window root "$OUT/$1.png"; }

# window <part of a title>: waits for it, at most 30 seconds; prints its number.
window() {
  local found
  for _ in $(seq 300); do
    found=$(on_screen xdotool search --onlyvisible --name "$1" 2>/dev/null | tail -1)
    [ -n "$found" ] && echo "$found" && return 0
    sleep 0.1
  done
  return 1
}

# setup <setup> <words>: a silent run; its status. The setup is copied to where the user downloads.
run_setup() {
  local setup=$1
  shift
  install -D -o "$USER_ID" "$setup" "$PROFILE_HERE/Downloads/qdesk 安装.exe"
  windows "$PROFILE\\Downloads\\qdesk 安装.exe" "$@"
}

# command_line <words as they are typed>: NSIS takes folders without quotes, which only a command file leaves out
# around a space.
command_line() {
  printf '@%s\r\n@exit /b %%errorlevel%%\r\n' "$1" | iconv -t gb18030 >"$SHARE/line.cmd"
  windows cmd /c 'Z:\bench\line.cmd'
}

run_setup_into() {
  install -D -o "$USER_ID" "$1" "$PROFILE_HERE/Downloads/qdesk 安装.exe"
  command_line "\"$PROFILE\\Downloads\\qdesk 安装.exe\" /S /D=$2"
}

# uninstall <place here> <its Windows path>: the uninstaller goes on after its own copy has begun.
run_uninstall() {
  windows "$2\\uninstall.exe" /S
  for _ in $(seq 300); do
    [ -e "$1/uninstall.exe" ] || break
    sleep 0.1
  done
  sleep 2
}

# -- the state of the machine: files and registry keys

# list_state <name>: every file of drive C: outside Windows' own folders, and every key of the user.
list_state() {
  (cd "$C" && find . -path ./windows -prune -o -type f -print | grep -v -e Temp/ -e '\.desktop$' | LC_ALL=C sort) >"$OUT/files-$1.txt"
  windows reg export 'HKEY_CURRENT_USER' "Z:\\bench\\registry.reg" /y >/dev/null
  iconv -f utf-16 -t utf-8 "$SHARE/registry.reg" | tr -d '\r' |
    awk '/^\[/ { key = $0; print key; next } NF { print key " " $0 }' | LC_ALL=C sort -u >"$OUT/registry-$1.txt"
}

# Files that are not the program's and came while it was used, with their sums.
data_sums() { (cd "$C" && find "users/$USER_NAME" -path '*/Programs/qdesk' -prune -o \( -name '*.qdesk' -o -name settings.ini -o -path '*/backups/*' \) -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum); }

# -- the checks

check_selftest() {
  open_screen
  rm -rf "$C/qdesk 试用"
  install -d -o "$USER_ID" "$C/qdesk 试用"
  cp -r "$SHARE/qdesk/dist/qdesk" "$C/qdesk 试用/程序"
  expect "self-test from a folder with Chinese and spaces" \
    windows 'C:\qdesk 试用\程序\qdesk-cli.exe' --selftest "$PROFILE\\Documents\\自检 结果"
  chmod -R a-w "$C/qdesk 试用/程序"
  expect "self-test from a folder that nobody may write to" \
    windows 'C:\qdesk 试用\程序\qdesk-cli.exe' --selftest "$PROFILE\\Documents\\自检 只读"
  chmod -R u+w "$C/qdesk 试用/程序"
  expect "the program wrote nothing beside itself" \
    diff -r "$SHARE/qdesk/dist/qdesk" "$C/qdesk 试用/程序"
  local stick="$C/U 盘"
  rm -rf "$stick"
  install -d -o "$USER_ID" "$stick"
  python3 -m zipfile -e "$OUT/qdesk-$VERSION-portable.zip" "$stick"
  chown -R "$USER_ID:$USER_ID" "$stick"
  windows 'C:\U 盘\qdesk\qdesk-cli.exe' demo 'C:\U 盘\qdesk\数据\示例.qdesk' >/dev/null
  open_program 'C:\U 盘\qdesk\qdesk.exe' 'C:\U 盘\qdesk\数据\示例.qdesk'
  picture portable
  close_program
  expect "a portable program keeps settings, backup and log beside itself" \
    test -e "$stick/qdesk/数据/settings.ini" -a -d "$stick/qdesk/数据/logs" -a -d "$stick/qdesk/数据/backups"
  rm -rf "$stick" "$C/qdesk 试用"
}

# Defaults are those of a Chinese Windows (GBK). The window's tests run on the real platform: offscreen has no fonts.
check_tests() {
  open_screen
  expect "the tests without a window, on Windows' Python" tested offscreen --ignore tests/ui --ignore tests/pages tests
  expect "the tests that paint, and those of the window" tested windows tests/pages tests/ui
}

# tested <platform> <words of pytest>; variables of Qt do not go through wine, so cmd sets it.
tested() {
  local platform=$1
  shift
  windows cmd /c "set QT_QPA_PLATFORM=$platform&& cd qdesk && ..\\python\\python.exe -X utf8=0 -m pytest -q -p no:cacheprovider --basetemp C:\\测试_临时 $*" |
    iconv -f gb18030 -t utf-8 -c
}

check_install() {
  open_screen
  local setup="$OUT/qdesk-$VERSION-setup.exe" older="$BENCH/older-setup.exe" older_program="$BENCH/older"
  local sums
  local earlier
  for earlier in "$DEFAULT_HERE|$PROFILE\\AppData\\Local\\Programs\\qdesk" "$PLACE_HERE|$PLACE"; do
    [ ! -e "${earlier%%|*}/uninstall.exe" ] || run_uninstall "${earlier%%|*}" "${earlier##*|}"
  done
  rm -rf "$PROFILE_HERE/AppData/Local/qdesk" "$PROFILE_HERE/Documents/"* "$C/学校 软件" "$older_program"
  list_state before

  # An older version: with a file that the present one no longer has.
  cp -r "$SHARE/qdesk/dist/qdesk" "$older_program"
  echo old >"$older_program/_internal/only-in-the-old-one.txt"
  make_setup 0.0.1 "$older_program" "$older" -DQUICK
  expect "the older version installs silently, into a place of the user's choice" run_setup_into "$older" "$PLACE"
  expect "it is there" test -e "$PLACE_HERE/qdesk.exe" -a -e "$PLACE_HERE/_internal/only-in-the-old-one.txt"
  list_state older

  windows "$PLACE\\qdesk-cli.exe" demo "$PROFILE\\Documents\\qdesk\\示例学校.qdesk"
  echo '我的笔记' >"$PLACE_HERE/别人放在这里的.txt"
  open_program "$PLACE\\qdesk.exe" "$PROFILE\\Documents\\qdesk\\示例学校.qdesk"
  picture running
  local status=0
  run_setup "$setup" /S || status=$?
  expect "the setup refuses to replace a running qdesk (status $STATUS_RUNNING)" same "$STATUS_RUNNING" "$status"
  expect "the old one is whole" test -e "$PLACE_HERE/_internal/only-in-the-old-one.txt"
  windows "$PROFILE\\Downloads\\qdesk 安装.exe" >/dev/null &
  pages_of setup-refused '安装' 2
  picture setup-refused-3
  in_wine wine taskkill /f /im 'qdesk 安装.exe' >/dev/null 2>&1
  close_program

  sums=$(data_sums)
  expect "the new version installs over it" run_setup "$setup" /S
  expect "the new one stands in the same place" test -e "$PLACE_HERE/qdesk.exe"
  expect "nothing of the old one is left" test ! -e "$PLACE_HERE/_internal/only-in-the-old-one.txt"
  expect "stores, settings and backups are as they were" same "$sums" "$(data_sums)"
  list_state upgraded
  expect "the new version is the registered one" grep -q "Uninstall.*\"DisplayVersion\"=\"$VERSION\"" "$OUT/registry-upgraded.txt"
  expect "a store opens by the command that is registered for it" opens_by_registry
  rm "$PLACE_HERE/_internal/base_library.zip"
  expect "a damaged one is repaired by the setup" run_setup "$setup" /S
  expect "the self-test from there" windows "$PLACE\\qdesk-cli.exe" --selftest "$PROFILE\\Documents\\自检"

  # By hand: welcome, folder, then the last page, which opens qdesk.
  windows "$PROFILE\\Downloads\\qdesk 安装.exe" >/dev/null &
  pages_of setup '安装' 3 15
  window qdesk >/dev/null
  sleep 3
  picture setup-opened
  close_program

  sums=$(data_sums)
  open_program "$PLACE\\qdesk.exe"
  status=0
  command_line "\"$PLACE\\uninstall.exe\" /S _?=$PLACE" || status=$?
  expect "the uninstaller refuses to remove a running qdesk (status $STATUS_RUNNING)" same "$STATUS_RUNNING" "$status"
  close_program
  run_uninstall "$PLACE_HERE" "$PLACE"
  expect "the program is gone" test ! -e "$PLACE_HERE/qdesk.exe"
  expect "what the user put beside it is not" same '别人放在这里的.txt' "$(ls "$PLACE_HERE")"
  expect "stores, settings and backups are still as they were" same "$sums" "$(data_sums)"
  rm -rf "$C/学校 软件"
  list_state after
  say "files that came and stayed (the user's own):"
  diff "$OUT/files-before.txt" "$OUT/files-after.txt" | grep '^[<>]' || true
  say "registry keys and values that came and stayed:"
  diff "$OUT/registry-before.txt" "$OUT/registry-after.txt" | grep '^[<>]' || true
  expect "no key of qdesk is left" same '' "$(grep -i qdesk "$OUT/registry-after.txt" | grep -v -e "Software.Wine" || true)"

  expect "it installs into the user's own programs by default" run_setup "$setup" /S /NODESKTOP
  expect "it is there" test -e "$DEFAULT_HERE/qdesk.exe" -a -e "$PROFILE_HERE/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/qdesk 质量年度报告.lnk"
  expect "no icon on the desktop was asked for" test ! -e "$PROFILE_HERE/Desktop/qdesk 质量年度报告.lnk"
  windows "$PROFILE\\AppData\\Local\\Programs\\qdesk\\uninstall.exe" >/dev/null &
  pages_of uninstall '卸载' 2 8
  expect "uninstalled by hand, it is gone" test ! -e "$DEFAULT_HERE/qdesk.exe"
}

# The registered command, with the placeholder replaced as Explorer does: wine knows no classes of a single user.
opens_by_registry() {
  local command
  command=$(sed -n 's/^\[HKEY_CURRENT_USER\\\\*Software\\\\*Classes\\\\*qdesk.Store\\\\*shell\\\\*open\\\\*command\] @="\(.*\)"$/\1/p' "$OUT/registry-upgraded.txt" | sed 's/\\\(["\\]\)/\1/g')
  echo "        $command"
  same "\"$PLACE\\qdesk.exe\" \"%1\"" "$command" || return 1
  open_program "$PLACE\\qdesk.exe" "$PROFILE\\Documents\\qdesk\\示例学校.qdesk"
  close_program
}

# open_program <program> [store]: started and shown.
open_program() {
  windows "$@" >/dev/null 2>&1 &
  program_pid=$!
  window "${2:+示例}" >/dev/null || window qdesk >/dev/null
  sleep 3  # the rest is loaded after the first paint
}

# Every window of the program is asked to close, as its user would.
close_program() {
  local one
  for _ in $(seq 100); do
    for one in $(on_screen xdotool search --onlyvisible --name '(qdesk|qdesk · 质量年度报告|qdesk bare)$' 2>/dev/null); do
      on_screen xdotool windowactivate --sync "$one" key --clearmodifiers ctrl+q 2>/dev/null || true
    done
    kill -0 "$program_pid" 2>/dev/null || return 0
    sleep 0.3
  done
  say "the window did not close"
  in_wine wine taskkill /f /im qdesk.exe >/dev/null 2>&1 || true
}

# pages_of <name> <part of the title> <count>: goes through the pages of what has just been started, a picture each.
pages_of() {
  local at
  program_pid=$!
  window "$2" >/dev/null || return 0
  for at in $(seq "$3"); do
    sleep "${4:-3}"
    picture "$1-$at"
    on_screen xdotool search --onlyvisible --name "$2" windowactivate --sync key --clearmodifiers Return 2>/dev/null || break
  done
  sleep 3
}

# From the start of the process to a window on the screen, against a bare window of PySide6 built the same way.
check_start() {
  open_screen
  local bare=$SHARE/bare name at begun
  if [ ! -e "$bare/dist/bare/bare.exe" ]; then
    install -d -o "$USER_ID" "$bare"
    cp packaging/windows/bare_window.py "$bare/"
    windows cmd /c 'cd bare && ..\python\python.exe -m PyInstaller -y --log-level WARN --noconsole --name bare bare_window.py'
  fi
  [ -e "$DEFAULT_HERE/qdesk.exe" ] || run_setup "$OUT/qdesk-$VERSION-setup.exe" /S
  for name in 'Z:\bench\bare\dist\bare\bare.exe' "$PROFILE\\AppData\\Local\\Programs\\qdesk\\qdesk.exe"; do
    for at in 1 2 3 4 5; do
      begun=$(date +%s%N)
      windows "$name" >/dev/null 2>&1 &
      program_pid=$!
      window qdesk >/dev/null
      echo "start $at of ${name##*\\}: $((($(date +%s%N) - begun) / 1000000)) ms"
      sleep 1
      close_program
    done
  done
}
