#!/bin/sh
# Installs the dashboard from this folder, or upgrades it; nothing is fetched from anywhere.
# Every version has a folder of its own and one link says which is in use: whatever fails before
# that link is switched leaves the version that runs as it is.
set -eu
umask 022

usage() {
  cat <<'EOF'
用法 / usage: sh install.sh [选项 / options]
  --prefix DIR     程序安装位置 / where the program goes       [/opt/oversight]
  --data DIR       数据、日志、备份 / store, log and backups      [/var/lib/oversight]
  --settings FILE  设置文件 / its settings, kept on upgrade     [/etc/oversight/oversight.env]
  --host ADDRESS   监听地址 / address to listen on              [127.0.0.1]
  --port PORT      监听端口 / port to listen on                 [8501]
  --python PATH    使用的 Python / the Python to use            [按版本查找 / by its version]
  --no-service     不建用户、不建服务 / no system user and no service: for whoever runs this
  --dry-run        只说明将做什么 / say what would be done, do nothing
EOF
}

say() { printf '%s\n  %s\n' "$1" "$2"; }
die() { printf '错误：%s\nError: %s\n' "$1" "$2" >&2; exit 1; }

read_options() {
  prefix=/opt/oversight data='' settings=/etc/oversight/oversight.env
  host='' port='' python='' service=yes dry=no
  while [ $# -gt 0 ]; do
    case $1 in
      --no-service) service=no; shift; continue ;;
      --dry-run) dry=yes; shift; continue ;;
      -h | --help) usage; exit 0 ;;
      --prefix | --data | --settings | --host | --port | --python) ;;
      *) usage >&2; die "没有选项 $1" "there is no option $1" ;;
    esac
    [ $# -ge 2 ] || die "$1 需要一个值" "$1 needs a value"
    eval "${1#--}=\$2"
    shift 2
  done
  kept=''
  [ ! -r "$settings" ] || kept=$(sed -n 's/^OVERSIGHT_DATA_FOLDER=//p' "$settings")
  data=${data:-${kept:-/var/lib/oversight}}
  [ -z "$kept" ] || [ "$kept" = "$data" ] || die "$settings 中数据在 $kept，不是 $data" \
    "$settings has the data in $kept and not in $data"
  for path in "$prefix" "$data" "$settings"; do
    case $path in
      *[!A-Za-z0-9/._-]* | [!/]* | /) die "路径须为绝对路径，只含字母、数字和 . _ -：$path" \
        "a path must be absolute and of letters, digits and . _ - alone: $path" ;;
    esac
  done
  case $host in *[!A-Za-z0-9.:-]*) die "地址有误：$host" "this is no address: $host" ;; esac
  case $port in *[!0-9]*) die "端口有误：$port" "this is no port: $port" ;; esac
}

verify() {
  [ -f SHA256SUMS ] || die "缺少校验清单 SHA256SUMS" "the list of checksums is missing"
  failed=$(sha256sum -c SHA256SUMS 2>&1 | grep -v ': OK$') || true
  [ -z "$failed" ] || die "文件与校验清单不符，请重新拷贝：$failed" \
    "files differ from the list of checksums, copy the archive again"
  listed=$(sed 's/^[0-9a-f]* [ *]//' SHA256SUMS | LC_ALL=C sort)
  found=$(find . ! -type d ! -name SHA256SUMS | LC_ALL=C sort)
  [ "$listed" = "$found" ] || die "有不在校验清单中的文件，请重新解包到空文件夹" \
    "there are files that the list does not name; unpack into an empty folder"
}

find_python() {
  [ "$(uname -m)" = "$MACHINE" ] || die "本安装包适用于 $MACHINE，本机为 $(uname -m)" \
    "this archive is for $MACHINE and this machine is $(uname -m)"
  fits='import sys; sys.exit("%d.%d" % sys.version_info[:2] not in sys.argv[1:])'
  if [ -z "$python" ]; then
    for one in $(printf 'python%s ' $PYTHONS) python3; do
      # shellcheck disable=SC2086
      if "$one" -c "$fits" $PYTHONS 2>/dev/null; then python=$one; break; fi
    done
  fi
  # shellcheck disable=SC2086
  [ -n "$python" ] && "$python" -c "$fits" $PYTHONS 2>/dev/null || die \
    "需要 Python $PYTHONS，本机没有；请安装，或在联网机器上用 make bundle FOR=版本 重新打包" \
    "Python $PYTHONS is needed and not here; install it, or make the archive anew with FOR=..."
}

plan() {
  target=$prefix/versions/$VERSION-$(sha256sum SHA256SUMS | cut -c1-8)
  before=$(readlink "$prefix/current" 2>/dev/null) || before=''
  user=''
  if [ "$service" = yes ]; then
    [ "$(id -u)" = 0 ] || [ "$dry" = yes ] || die "建立服务需要 root；自己试用请加 --no-service" \
      "a service needs root; to try it by yourself, say --no-service"
    user=oversight
  fi
}

filled() {
  sed "s|@PREFIX@|$prefix|g; s|@DATA@|$data|g; s|@SETTINGS@|$settings|g; s|@USER@|$user|g" "$1"
}

tell_plan() {
  say "将安装 $VERSION 到 $target，数据在 $data，设置在 $settings" \
    "$VERSION would go to $target, with data in $data and settings in $settings"
  [ -z "$before" ] || say "现用版本：$before" "in use now: $before"
  if [ "$service" = yes ]; then
    say "将写入服务 oversight.service：" "the service would be:"
    filled oversight.service
  fi
}

unpack() {
  if [ -f "$target/complete" ]; then
    say "此版本已安装：$target" "this version is installed already"
    return
  fi
  say "正在安装到 $target，约需一分钟" "installing, which takes about a minute"
  rm -rf "$target"
  mkdir -p "$prefix/versions"
  # pip runs from its wheel: a bare Python may have none, and the program needs none.
  "$python" -m venv --without-pip "$target"
  pip=$(echo wheels/pip-*.whl)/pip
  "$target/bin/python" "$pip" --isolated install --quiet --no-index --no-cache-dir --no-compile \
    --disable-pip-version-check --find-links wheels -c constraints.txt \
    "chongqing-training-oversight==$VERSION" || die "包与本机不符，多为系统 C 库过旧" \
    "the packages do not fit this machine, mostly because its C library is too old"
  lighten
  # Now, as the service may not write here.
  "$target/bin/python" -m compileall -q -j 0 "$target"/lib || :
  filled oversight.sh >"$target/oversight"
  chmod 755 "$target/oversight"
  "$target/bin/oversight" --help >/dev/null
  : >"$target/complete"
}

# A seventh of the whole serves those who develop packages or write notebooks.
lighten() {
  for site in "$target"/lib/python*/site-packages; do
    for package in numpy pandas pyarrow scipy; do
      [ ! -d "$site/$package" ] ||
        find "$site/$package" -type d -name tests -prune -exec rm -rf {} +
    done
    rm -rf "$site/pyarrow/include" "$site/pydeck/nbextension/static"
  done
}

make_room() {
  if [ -n "$user" ] && ! id "$user" >/dev/null 2>&1; then
    useradd --system --user-group --no-create-home --home-dir "$data" \
      --shell /usr/sbin/nologin "$user"
  fi
  mkdir -p "$data" "$(dirname "$settings")"
  chmod 700 "$data"
  [ -z "$user" ] || chown "$user:$user" "$data"
  [ -f "$settings" ] || (umask 077 && cat >"$settings" <<EOF
# 看板的设置，每行一个，等号后原样读取；说明见 README 的 Settings 一节。改后请重启服务。
# The dashboard's settings, one a line, taken as they stand after the equals sign.
OVERSIGHT_DATA_FOLDER=$data
OVERSIGHT_HOST=127.0.0.1
OVERSIGHT_PORT=8501
EOF
  )
  [ -z "$user" ] || { chown "root:$user" "$settings"; chmod 640 "$settings"; }
}

listen_as_told() {
  [ -z "$host" ] || set_to OVERSIGHT_HOST "$host"
  [ -z "$port" ] || set_to OVERSIGHT_PORT "$port"
}

set_to() {
  sed "/^$1=/d" "$settings" >"$settings.new"
  printf '%s=%s\n' "$1" "$2" >>"$settings.new"
  cat "$settings.new" >"$settings"
  rm "$settings.new"
}

prepare_store() {
  if [ -n "$before" ] || [ -s "$data/oversight.db" ]; then
    say "正在升级数据库，先备份" "upgrading the store, after a backup"
    "$target/oversight" upgrade
  else
    say "正在建立数据库" "preparing the store"
    "$target/oversight" init
  fi
}

switch_to() {
  ln -sfn "$1" "$prefix/current.new"
  mv -T "$prefix/current.new" "$prefix/current"
}

start() {
  [ "$service" = yes ] || return 0
  if [ ! -d /run/systemd/system ]; then
    say "本机没有 systemd，未建立服务" "there is no systemd here, so there is no service"
    return
  fi
  filled oversight.service >/etc/systemd/system/oversight.service
  systemctl daemon-reload
  systemctl --quiet enable oversight
  systemctl restart oversight
  # The unit restarts what fails, so it is asked whether it still is the same process after a while.
  sleep 5
  first=$(systemctl show -p MainPID oversight)
  sleep 10
  if [ "$first" = MainPID=0 ] || [ "$first" != "$(systemctl show -p MainPID oversight)" ]; then
    [ -z "$before" ] || { switch_to "$before"; systemctl restart oversight; }
    die "新版本未能启动，已换回 ${before:-（无）}；原因见 journalctl -u oversight" \
      "the new version did not start and ${before:-nothing} is in use again; see journalctl"
  fi
}

tidy() {
  # The version before stays, to go back to.
  [ "$before" = "$target" ] || for one in "$prefix"/versions/*; do
    case $one in "$target" | "$before") ;; *) rm -rf "$one" ;; esac
  done
  mkdir -p "$prefix/bin"
  ln -sfn ../current/oversight "$prefix/bin/oversight"
}

ended() {
  code=$?
  [ "$code" = 0 ] || [ -z "${target:-}" ] || [ -f "$target/complete" ] || rm -rf "$target"
  [ "$code" = 0 ] || say "未完成；现用版本没有改动" "not finished; the version in use is as it was" >&2
  exit "$code"
}

read_options "$@"
cd "$(dirname "$0")"
verify
. ./about
find_python
plan
if [ "$dry" = yes ]; then tell_plan; exit 0; fi
trap ended EXIT
trap 'exit 130' INT TERM HUP
unpack
make_room
prepare_store
[ "$before" = "$target" ] || switch_to "$target"
listen_as_told
start
tidy
say "完成。命令：$prefix/bin/oversight" "done; the command is $prefix/bin/oversight"
[ -d /run/systemd/system ] && [ "$service" = yes ] || say "启动：$prefix/bin/oversight serve" "to start it, run this"
