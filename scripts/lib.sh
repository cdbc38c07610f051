# shellcheck shell=bash
# What every script here shares: where things are and how to speak. Sourced, never run.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# Tools that must not get in the way of a newcomer's own versions live here.
tools="$root/target/tools"
export PATH="$tools/bin:$tools/node_modules/.bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
cd "$root"

heading() { printf '\n== %s\n' "$*"; }
say() { printf 'greenroom: %s\n' "$*"; }
die() {
  printf 'greenroom: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# The browser of the end-to-end tests: CHROMIUM, or Debian's.
chromium() { printf '%s' "${CHROMIUM:-/usr/bin/chromium}"; }
