#!/usr/bin/env bash
# Certificates to try mutual TLS with: an authority, and what it signs. Who has its key (ca.key) lets anybody into the cluster: a real
# cluster's authority keeps it elsewhere. Needs openssl.
set -euo pipefail

usage() {
  cat <<'EOF'
Usage: deploy/make-certificates.sh --folder DIR [--days N]

Makes in DIR, which others than its user cannot enter:

ca.pem, ca.key          the authority; one that is there is used again
node.pem, node.key      a silo's certificate and key, for servers and clients
client.pem, client.key  one for llmwl, for clients alone

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
mkdir -p "$folder"
cd "$folder"

# run ARGUMENT...: openssl, which is quiet unless it fails.
run() {
  local said
  if ! said=$(openssl "$@" 2>&1); then
    echo "make-certificates: openssl $1 failed: $said" >&2
    exit 1
  fi
}

# sign NAME SUBJECT USAGE: makes a key, and a certificate for it. Each file is renamed into place whole.
sign() {
  run req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout "$1.key.new" -out "$1.request" -subj "$2"
  printf '%s\n' basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature "extendedKeyUsage=$3" >"$1.extensions"
  run x509 -req -in "$1.request" -CA ca.pem -CAkey ca.key -days "$days" -sha256 -extfile "$1.extensions" -out "$1.pem.new"
  mv "$1.key.new" "$1.key"
  mv "$1.pem.new" "$1.pem"
  rm "$1.request" "$1.extensions"
}

if [ ! -e ca.pem ] || [ ! -e ca.key ]; then
  run req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout ca.key -out ca.pem -days 3650 -sha256 \
    -subj "/CN=llmwl test authority" -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign
fi
sign node "/CN=llmwl silo" serverAuth,clientAuth
sign client "/CN=llmwl client" clientAuth
echo "$PWD has ca.pem, node.pem, node.key, client.pem and client.key."
