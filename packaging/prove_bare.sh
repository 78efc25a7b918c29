#!/usr/bin/env bash
# Proves the two commands in a bare system (minimal Debian or Ubuntu with python3 and nothing else), as root:
#
#   packaging/prove_bare.sh [--suite bookworm] [--mirror URL] [--keyring FILE] [--folder DIR] [--working-tree]
#
# A person without rights gets exit status 3 and a line; that line, run by root, is all that is missing. Root needs
# no line. A second run does nothing but the job. The job writes its tour; the tests pass.
#
# --mirror        default: the first one in this machine's own apt sources
# --keyring       where the suite is signed by a key that this machine's debootstrap does not know
# --folder        kept, and a system that is in it already is used again; default: a temporary one, removed at the end
# --working-tree  the files as they lie here, instead of the last commit
set -euo pipefail

suite=bookworm mirror='' folder='' tree=commit keyring=()
while [ $# -gt 0 ]; do
    case $1 in
        --suite) suite=$2; shift ;;
        --mirror) mirror=$2; shift ;;
        --keyring) keyring=("--keyring=$2"); shift ;;
        --folder) folder=$2; shift ;;
        --working-tree) tree=working ;;
        *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
    esac
    shift
done
if [ "$(id -u)" != 0 ]; then echo 'prove_bare.sh: run it as root: it makes systems and enters them' >&2; exit 2; fi
if ! command -v debootstrap >/dev/null; then echo 'prove_bare.sh: install debootstrap first' >&2; exit 3; fi
cd "$(dirname "$0")/.."
if [ -z "$mirror" ]; then
    mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
        sed -nE 's/^(URIs:|deb( \[[^]]*\])?) +([^ ]+).*/\3/p' | sed -n 1p)
fi
if [ -z "$folder" ]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"

# --- the bare system ---
template=$folder/$suite
if [ ! -e "$template.made" ]; then
    rm -rf "$template"
    case $suite in
        bookworm | trixie) options=() recipe=() ;;
        # The venv module of Ubuntu is in universe; all Ubuntu suites share one recipe, gutsy.
        *) options=(--components=main,universe) recipe=(gutsy) ;;
    esac
    SECONDS=0
    debootstrap --variant=minbase --include=python3 "${options[@]}" "${keyring[@]}" "$suite" "$template" "$mirror" \
        "${recipe[@]}" >"$folder/debootstrap.log" 2>&1 || { tail -n 5 "$folder/debootstrap.log" >&2; exit 1; }
    touch "$template.made"
    echo "made $suite in $SECONDS s"
fi

# --- how this machine reaches the package registry, handed on without being named ---
settings=(PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8)
for name in PIP_INDEX_URL http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
    if [ -n "${!name:-}" ]; then settings+=("$name=${!name}"); fi
done
index=$(python3 -m pip config get global.index-url 2>/dev/null || true)
if [ -n "$index" ]; then settings+=("PIP_INDEX_URL=$index"); fi
bundle=${PIP_CERT:-${SSL_CERT_FILE:-}}
if [ -n "$bundle" ]; then settings+=(PIP_CERT=/usr/local/share/bundle.crt); fi

# fresh NAME: a new bare system with the program in /home/coder/annotator, owned by coder
fresh() {
    system=$folder/$suite-$1
    rm -rf "$system"
    cp -a "$template" "$system"
    cp /etc/resolv.conf /etc/hosts "$system/etc/"
    if [ -n "$bundle" ]; then install -m 644 "$bundle" "$system/usr/local/share/bundle.crt"; fi
    chroot "$system" useradd --create-home coder
    mkdir "$system/home/coder/annotator"
    if [ $tree = commit ]; then
        git archive HEAD | tar -x -C "$system/home/coder/annotator"
    else
        git ls-files -z --cached --others --exclude-standard | tar -c --null -T - |
            tar -x -C "$system/home/coder/annotator"
    fi
    chroot "$system" chown -R coder: /home/coder/annotator
}

# inside USER LINE: run a shell line there, in mount and process namespaces that vanish with it
inside() {
    unshare --mount --pid --fork --kill-child bash -euc '
        mount -t proc proc "$1/proc"
        mkdir -p "$1/dev/pts" "$1/dev/shm"
        mount -t devpts devpts "$1/dev/pts"
        mount -t tmpfs tmpfs "$1/dev/shm"
        system=$1 user=$2 line=$3
        shift 3
        exec chroot "$system" env -i HOME="$(chroot "$system" sh -c "echo ~$user")" USER="$user" "$@" \
            setpriv --reuid="$user" --regid="$user" --init-groups \
            sh -c "cd /home/coder/annotator && { $line; }"' inside "$system" "$1" "$2" "${settings[@]}"
}

# expect STATUS WHAT USER LINE: run it, print its time, stop where the status is another
expect() {
    local status=0 start=$EPOCHREALTIME
    inside "$3" "$4" >"$folder/last.log" 2>&1 || status=$?
    sed 's/^/    /' "$folder/last.log" | if [ $status = "$1" ]; then tail -n 12; else cat; fi
    awk -v what="$2" -v status=$status -v start="$start" -v end="$EPOCHREALTIME" \
        'BEGIN { printf "%s: exit %d, %.1f s\n", what, status, end - start }'
    if [ $status != "$1" ]; then echo "FAILED: $1 was expected" >&2; exit 1; fi
}

sizes() {
    echo "sizes: system before $(du -sm "$template" | cut -f 1) MB, now $(du -smx "$system" | cut -f 1) MB," \
        "of it .venv $(du -sm "$system/home/coder/annotator/.venv" | cut -f 1) MB"
}

echo "== $suite, a person without rights"
fresh person
expect 3 'first run' coder 'python3 packaging/start.py'
line=$(sed -nE 's/^ +sudo (apt-get update.*)/\1/p' "$folder/last.log" | sed 's/sudo //g')
if [ -z "$line" ]; then echo 'FAILED: no line to run was printed' >&2; exit 1; fi
expect 0 'that line, by root' root "DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND; $line"
expect 0 'main job' coder 'python3 packaging/start.py'
expect 0 'main job again' coder 'python3 packaging/start.py'
sizes

echo "== $suite, root"
fresh root
expect 0 'main job' root 'python3 packaging/start.py'
expect 0 'main job again' root 'python3 packaging/start.py'
expect 0 'what the tour wrote' root 'ls -l annotator-tour && test -n "$(ls annotator-tour)"'
expect 0 'test command' root 'python3 packaging/start.py test'
expect 0 'interrupted set-up' root 'echo unfinished >.venv/start.stamp && python3 packaging/start.py run --help'
sizes
echo 'all as promised'
