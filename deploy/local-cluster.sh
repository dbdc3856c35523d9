#!/usr/bin/env bash
# A cluster on this machine, to try and to test with: a database of its own and several silos, all on free ports of loopback.
# Needs the .NET SDK or runtime, and Debian's package postgresql or redis-server; a service that the package runs is left alone.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: deploy/local-cluster.sh up [--silos N] [--provider postgres|redis] [--tls] [--resume|--fresh] [--name NAME|--folder DIR]
       deploy/local-cluster.sh status [--name NAME|--folder DIR]
       deploy/local-cluster.sh down [--delete] [--name NAME|--folder DIR]

up      starts a database and N silos (default: 2, over postgres), waits until all are active, and prints what to give to llmwl;
        with --tls, silos and clients connect by mutual TLS, with certificates of an authority of the cluster's own (needs openssl);
        where an earlier cluster left data, it says so and ends: --resume takes the data up, --fresh deletes it
status  shows every process of the cluster, its port, and whether it is alive
down    stops what up has started, and nothing else; the data stays for up --resume, or with --delete goes too

NAME is the cluster's name (default: default). Each has a folder of its own, llmwl-clusters/NAME in $XDG_STATE_HOME, else in ~/.local/state.
DIR is such a folder elsewhere. It keeps data, logs and process ids; only what up has made in it is deleted.
LLMWL_SILO names the silo's assembly, where it is not the one that this repository builds.
EOF
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=
name=
silos=2
provider=
tls=no
delete=no
earlier=refuse
start_seconds=90
stop_seconds=40

fail() {
  echo "local-cluster: $*" >&2
  exit 1
}

wrong() {
  echo "local-cluster: $*" >&2
  usage >&2
  exit 2
}

# --- the folder: what up has made carries a mark, with an id that is this cluster's alone ---

mark=.llmwl-cluster

# marked DIR: the id in a folder's mark, or nothing.
marked() {
  if [ -f "$1/$mark" ]; then head -n 1 "$1/$mark"; fi
}

# note KEY: what the cluster's mark says of itself.
note() {
  sed -n "s/^$1=//p" "$folder/$mark"
}

# say_what_is_there: the data of an earlier cluster, in a few words.
say_what_is_there() {
  local data
  data=$(readlink -f "$folder/$(note provider)")
  echo "$folder holds a cluster over $(note provider), made $(note made), with $(du -sh "$data" 2>/dev/null | cut -f1)B of data"
}

# has_data: whether an earlier up came as far as a database.
has_data() {
  [ -n "$(marked "$folder")" ] && [ -d "$folder/$(note provider)" ]
}

# prepare: makes the folder and its mark, or decides about what an earlier cluster left there.
prepare() {
  if [ -d "$folder" ] && [ -z "$(marked "$folder")" ] && [ -n "$(ls -A "$folder")" ]; then
    fail "$folder holds files that no local cluster has made ($(find "$folder" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | head -n 1)); give another --name or --folder"
  fi
  if has_data; then
    case $earlier in
      fresh)
        say_what_is_there | sed 's/$/; deleting it/' >&2
        delete_data
        ;;
      resume)
        if [ -n "$provider" ] && [ "$provider" != "$(note provider)" ]; then fail "$(say_what_is_there); --provider is '$provider'"; fi
        provider=$(note provider)
        say_what_is_there | sed 's/$/; taking it up/' >&2
        ;;
      refuse) fail "$(say_what_is_there). up --resume takes it up, up --fresh deletes it and begins anew, --name begins another beside it" ;;
    esac
  elif [ "$earlier" = resume ]; then
    fail "there is no cluster in $folder"
  fi

  provider=${provider:-postgres}
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd -P)
  if ! has_data; then
    printf '%s\nprovider=%s\nmade=%s\n' "$(cat /proc/sys/kernel/random/uuid)" "$provider" "$(date '+%F %H:%M')" >"$folder/$mark.new"
    mv "$folder/$mark.new" "$folder/$mark"
  fi
  mkdir -p "$folder/run" "$folder/log"
}

# mark_data DIR: says that the data folder is this cluster's.
mark_data() {
  marked "$folder" >"$1/$mark"
}

# delete_data: deletes what up has made, and nothing else that is there.
delete_data() {
  local id name data
  id=$(marked "$folder")
  [ -n "$id" ] || fail "$folder has no mark of a cluster that up has made; nothing is deleted"
  for name in postgres redis; do
    data=$(readlink -f "$folder/$name")
    [ -d "$data" ] || continue
    if [ "$(marked "$data")" = "$id" ]; then
      rm -rf "$data"
      rm -f "$folder/$name"
    elif [ ! -L "$folder/$name" ] && [ -z "$(ls -A "$data")" ]; then
      rmdir "$data"
    else
      fail "$data has not the mark of the cluster in $folder; it is not deleted"
    fi
  done
  for name in redis.conf password tls log run "$mark.new" "$mark"; do rm -rf "${folder:?}/$name"; done
  rmdir "$folder" 2>/dev/null || true
}

# --- processes: one file for each in run/, with "PID BOOT START PORT HEALTH" ---

# What tells a process from a later one with the same id: the machine's boot, and the process's start in it.
birth() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  # A process that has ended but whose parent has not asked for its exit code is not alive.
  [ "${stat%% *}" != Z ] || return 1
  echo "$(cat /proc/sys/kernel/random/boot_id) $(cut -d' ' -f20 <<<"$stat")"
}

# launch NAME PORT HEALTH COMMAND...: starts a process that outlives this script, and notes it.
launch() {
  local name=$1 port=$2 health=$3
  shift 3
  setsid "$@" </dev/null >>"$folder/log/$name.log" 2>&1 &
  local pid=$!
  echo "$pid $(birth "$pid" || echo "none none") $port $health" >"$folder/run/$name"
}

# alive NAME: whether the process that was noted still runs.
alive() {
  local pid boot start
  read -r pid boot start _ <"$folder/run/$1" || return 1
  [ "$(birth "$pid")" = "$boot $start" ]
}

# stop SIGNAL NAME...: asks these to end, waits for them, and ends those that do not.
stop() {
  local signal=$1 name pid deadline=$((SECONDS + stop_seconds))
  shift
  for name in "$@"; do
    if alive "$name"; then
      read -r pid _ <"$folder/run/$name"
      kill -s "$signal" "$pid" 2>/dev/null || true
    fi
  done
  for name in "$@"; do
    while alive "$name" && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
    if alive "$name"; then
      read -r pid _ <"$folder/run/$name"
      echo "local-cluster: $name did not end within $stop_seconds s; killing it" >&2
      kill -s KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$folder/run/$name"
  done
}

# names PATTERN: the noted processes whose name fits, one a line.
names() {
  local file
  for file in "$folder"/run/$1; do
    if [ -e "$file" ]; then basename "$file"; fi
  done
}

# --- ports ---

taken=" "

# free_port: sets port to one that nobody listens on and that this run has not given out.
free_port() {
  while :; do
    port=$((RANDOM % 12000 + 20000))
    case $taken in *" $port "*) continue ;; esac
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      taken+="$port "
      return
    fi
  done
}

# ask PORT TEXT: the first line of what a server on loopback answers, or nothing.
ask() (
  exec 2>/dev/null
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf '%s\r\n' "$2" >&3
  timeout 5 head -n 1 <&3
)

# active PORT: whether the silo whose health port this is says that it is active.
active() {
  case $(ask "$1" $'GET /health HTTP/1.1\r\nHost: 127.0.0.1:'"$1"$'\r\nConnection: close\r\n') in
    *" 200 "*) ;;
    *) return 1 ;;
  esac
}

# await NAME WHAT COMMAND...: waits until the command succeeds, and fails with the log's end when the process ends before that.
await() {
  local name=$1 what=$2 deadline=$((SECONDS + start_seconds))
  shift 2
  until "$@"; do
    if ! alive "$name" || [ "$SECONDS" -ge "$deadline" ]; then
      tail -n 20 "$folder/log/$name.log" >&2
      fail "$name $what; its log is $folder/log/$name.log"
    fi
    sleep 0.2
  done
}

# --- databases: each sets port, and connection, what silos are to be told ---

# secret FILE: makes a password once, and sets password to it.
secret() {
  [ -s "$1" ] || od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$1"
  password=$(cat "$1")
}

start_postgres() {
  local programs="" candidate data as=()
  for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V); do
    if [ -x "$candidate/initdb" ]; then programs=$candidate; fi
  done
  [ -n "$programs" ] || fail "PostgreSQL is not installed: apt-get install postgresql"

  # PostgreSQL refuses to run as root, and the user that it runs as instead cannot reach into root's home.
  data=$folder/postgres
  if [ "$(id -u)" -eq 0 ]; then
    as=(setpriv --reuid=postgres --regid=postgres --init-groups)
    if [ ! -e "$data" ]; then
      mkdir "$data"
      chown postgres: "$data"
      if ! (cd / && "${as[@]}" test -w "$data"); then
        rmdir "$data"
        ln -s "$(mktemp -d /var/tmp/llmwl-cluster.XXXXXX)" "$data"
        chown postgres: "$data/"
      fi
    fi
  else
    mkdir -p "$data"
  fi
  data=$(readlink -f "$data")
  mark_data "$data"
  cd "$data"

  secret "$folder/password"
  if [ ! -e "$data/state/PG_VERSION" ]; then
    (umask 077 && echo "$password" >"$data/password")
    if [ "$(id -u)" -eq 0 ]; then chown postgres: "$data/password"; fi
    "${as[@]}" "$programs/initdb" -D "$data/state" -U llmwl --pwfile="$data/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C \
      >>"$folder/log/database.log" 2>&1 || fail "initdb failed; its log is $folder/log/database.log"
    rm "$data/password"
  fi

  free_port
  launch database "$port" - "${as[@]}" "$programs/postgres" -D "$data/state" -p "$port" -h 127.0.0.1 -k "" -c max_connections=300
  await database "does not accept connections" "$programs/pg_isready" -q -h 127.0.0.1 -p "$port"
  export PGPASSWORD=$password
  if [ -z "$("$programs/psql" -h 127.0.0.1 -p "$port" -U llmwl -d postgres -Atc "SELECT 1 FROM pg_database WHERE datname = 'llmwl'")" ]; then
    "$programs/createdb" -h 127.0.0.1 -p "$port" -U llmwl llmwl
  fi
  unset PGPASSWORD
  connection="Host=127.0.0.1;Port=$port;Database=llmwl;Username=llmwl;Password=$password"
}

start_redis() {
  local program
  program=$(command -v redis-server) || fail "Redis is not installed: apt-get install redis-server"
  mkdir -p "$folder/redis"
  mark_data "$folder/redis"
  secret "$folder/password"
  free_port
  cat >"$folder/redis.conf" <<EOF
bind 127.0.0.1
port $port
dir "$folder/redis"
requirepass $password
appendonly yes
save ""
maxmemory-policy noeviction
EOF
  launch database "$port" - "$program" "$folder/redis.conf"
  await database "does not accept connections" redis_answers
  connection="127.0.0.1:$port,password=$password"
}

# Whether the database takes its password, which it does once it has read its data.
redis_answers() {
  case $(ask "$port" "AUTH $password") in
    +OK*) ;;
    *) return 1 ;;
  esac
}

# --- commands ---

up() {
  local name silo assembly gateways="" silo_port gateway_port health
  if [ -n "$(names '*')" ]; then
    for name in $(names '*'); do
      if alive "$name"; then fail "the cluster in $folder is up already (down stops it)"; fi
    done
    rm -f "$folder"/run/*
  fi

  assembly=${LLMWL_SILO:-$root/Silo/bin/Release/net10.0/llmwl-silo.dll}
  if [ ! -e "$assembly" ] && [ -z "${LLMWL_SILO:-}" ]; then dotnet build -c Release "$root/Silo" >&2; fi
  [ -e "$assembly" ] || fail "there is no $assembly"
  assembly=$(readlink -f "$assembly")

  umask 077
  prepare
  # The silos' user alone reads and enters it; PostgreSQL's, where that is another, needs to pass through.
  if [ "$provider" = postgres ] && [ "$(id -u)" -eq 0 ]; then chmod 711 "$folder"; fi
  chmod 700 "$folder/run" "$folder/log"

  trap 'down_all; echo "local-cluster: up failed, and what it had started is stopped" >&2' EXIT
  "start_$provider"

  # By the environment, which other users do not see as they do a command line.
  export Clustering__Provider=$provider Storage__Provider=$provider "ConnectionStrings__$provider=$connection"
  if [ "$tls" = yes ]; then
    "$root/deploy/make-certificates.sh" --folder "$folder/tls" >>"$folder/log/certificates.log" 2>&1 \
      || fail "certificates cannot be made: $(tail -n 1 "$folder/log/certificates.log")"
    export Tls__Certificate=$folder/tls/silo/silo.pem Tls__Key=$folder/tls/silo/silo.key Tls__Ca=$folder/tls/silo/ca.pem
  fi
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
  dotnet exec "$assembly" --init-database >>"$folder/log/database.log" 2>&1 || fail "the database cannot be set up; its log is $folder/log/database.log"

  for silo in $(seq "$silos"); do
    free_port && silo_port=$port
    free_port && gateway_port=$port
    free_port && health=$port
    launch "silo-$silo" "$gateway_port" "$health" \
      env "Silo__Port=$silo_port" "Silo__GatewayPort=$gateway_port" "Silo__HealthPort=$health" Http__Port=0 dotnet exec "$assembly"
    gateways+=${gateways:+,}127.0.0.1:$gateway_port
  done
  for silo in $(seq "$silos"); do
    read -r _ _ _ _ health <"$folder/run/silo-$silo"
    await "silo-$silo" "does not become active" active "$health"
  done

  trap - EXIT
  echo "$silos silos are active over $provider. Give llmwl:"
  if [ "$tls" = yes ]; then
    local own=$folder/tls/client
    echo "  --cluster $gateways --tls-cert $own/client.pem --tls-key $own/client.key --tls-ca $own/ca.pem"
  else
    echo "  --cluster $gateways"
  fi
}

down_all() {
  local running
  mapfile -t running < <(names 'silo-*')
  stop TERM "${running[@]}"
  # What makes PostgreSQL not wait for clients, and Redis end as for TERM.
  mapfile -t running < <(names database)
  stop INT "${running[@]}"
}

down() {
  [ -d "$folder/run" ] || fail "there is no cluster in $folder"
  down_all
  if [ "$delete" = no ]; then
    echo "The cluster in $folder is down; its data stays."
    return
  fi
  delete_data
  echo "The cluster in $folder is down, and its data deleted."
}

status() {
  local name pid port health state all=0
  [ -n "$(names '*')" ] || fail "there is no cluster in $folder"
  printf '%-10s %8s %6s  %s\n' process pid port state
  for name in $(names '*'); do
    read -r pid _ _ port health <"$folder/run/$name"
    if ! alive "$name"; then
      state=dead all=1
    elif [ "$health" = - ] || active "$health"; then
      state=alive
    else
      state="alive, not active" all=1
    fi
    printf '%-10s %8s %6s  %s\n' "$name" "$pid" "$port" "$state"
  done
  return "$all"
}

[ $# -gt 0 ] || wrong "a command is missing"
command=$1
shift
while [ $# -gt 0 ]; do
  case $1 in
    --delete)
      delete=yes
      shift
      ;;
    --tls)
      tls=yes
      shift
      ;;
    --resume | --fresh)
      [ "$earlier" = refuse ] || [ "$earlier" = "${1#--}" ] || wrong "--resume and --fresh exclude each other"
      earlier=${1#--}
      shift
      ;;
    --silos | --provider | --folder | --name)
      [ $# -gt 1 ] || wrong "$1 has no value"
      case $1 in
        --silos) silos=$2 ;;
        --provider) provider=$2 ;;
        --folder)
          folder=$2
          [ -n "$folder" ] || wrong "--folder is empty"
          ;;
        --name)
          name=$2
          case $name in '' | [.-]* | *[!A-Za-z0-9._-]*) wrong "--name is '$name'; expected letters, digits, '.', '_' and '-'" ;; esac
          ;;
      esac
      shift 2
      ;;
    *) wrong "there is no option $1" ;;
  esac
done
case $silos in '' | *[!0-9]* | 0*) wrong "--silos is '$silos'; expected 1 or more" ;; esac
case $provider in '' | postgres | redis) ;; *) wrong "--provider is '$provider'; expected postgres or redis" ;; esac
[ -z "$folder" ] || [ -z "$name" ] || wrong "--name and --folder exclude each other"
folder=${folder:-${XDG_STATE_HOME:-$HOME/.local/state}/llmwl-clusters/${name:-default}}
case $command in
  up | status | down) "$command" ;;
  -h | --help | help) usage ;;
  *) wrong "there is no command $command" ;;
esac
