#!/usr/bin/env bash
# Certificates to try mutual TLS with: an authority, and what it signs. Who has its key (ca.key) lets anybody into the cluster: a real
# cluster's authority keeps it elsewhere. Needs openssl.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: deploy/make-certificates.sh --folder DIR [--days N]

Makes in DIR, which others than its user cannot enter:

authority/  ca.pem and ca.key, which sign; an authority that is there is used again
silo/       silo.pem and silo.key, for servers and clients, and ca.pem: what a silo gets
client/     client.pem and client.key, for clients alone, and ca.pem: what llmwl gets

What it has made before is replaced, but for the authority: silos and clients take new files without a restart. Certificates are valid for
N days (default: 90), the authority for ten years.
EOF
}

wrong() {
  echo "make-certificates: $*" >&2
  usage >&2
  exit 2
}

folder=
days=90
while [ $# -gt 0 ]; do
  case $1 in
    --folder | --days)
      [ $# -gt 1 ] || wrong "$1 has no value"
      case $1 in
        --folder) folder=$2 ;;
        --days) days=$2 ;;
      esac
      shift 2
      ;;
    -h | --help | help)
      usage
      exit
      ;;
    *) wrong "there is no option $1" ;;
  esac
done
[ -n "$folder" ] || wrong "--folder is missing"
case $days in '' | *[!0-9]* | 0*) wrong "--days is '$days'; expected 1 or more" ;; esac
if ! command -v openssl >/dev/null; then
  echo "make-certificates: openssl is not installed: apt-get install openssl" >&2
  exit 1
fi

umask 077
mkdir -p "$folder/authority"
cd "$folder"
ca=authority/ca.pem
ca_key=authority/ca.key

# run ARGUMENT...: openssl, which is quiet unless it fails.
run() {
  local said
  if ! said=$(openssl "$@" 2>&1); then
    echo "make-certificates: openssl $1 failed: $said" >&2
    exit 1
  fi
}

# sign NAME USAGE: makes a folder with a key and a certificate for it. Each file is renamed into place whole.
sign() {
  mkdir -p "$1"
  run req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout "$1/key.new" -out "$1/request.new" -subj "/CN=llmwl $1"
  printf '%s\n' basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature "extendedKeyUsage=$2" >"$1/extensions.new"
  run x509 -req -in "$1/request.new" -CA "$ca" -CAkey "$ca_key" -days "$days" -sha256 -extfile "$1/extensions.new" -out "$1/pem.new"
  cp "$ca" "$1/ca.new"
  mv "$1/ca.new" "$1/ca.pem"
  mv "$1/key.new" "$1/$1.key"
  mv "$1/pem.new" "$1/$1.pem"
  rm "$1/request.new" "$1/extensions.new"
}

if [ ! -e "$ca" ] || [ ! -e "$ca_key" ]; then
  run req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout "$ca_key" -out "$ca" -days 3650 -sha256 \
    -subj "/CN=llmwl test authority" -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign
fi
sign silo serverAuth,clientAuth
sign client clientAuth
echo "$PWD/silo is for silos, $PWD/client for llmwl."
