# Sourced by scripts/start, scripts/test and .ci/run: sets up what is missing on a machine that has only git, Node and
# npm. Everything already there is left alone, so that the second run costs nothing.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

apt_install() {
  command -v apt-get >/dev/null || return 1
  say "Installing $* from the distribution…"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null
}

install_packages() {
  command -v npm >/dev/null || stop "npm is missing: install Node 20 or newer."
  [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20')" = true ] ||
    stop "This Node is $(node --version): install Node 20 or newer."
  # npm writes that file last; a pull that changes the lock file makes it the older one.
  if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    say "Installing packages…"
    # Whoever has a browser needs no second one; install_browser fetches it where there is none.
    # A registry that lacks other systems' builds of a package makes `ci` refuse what `install` takes as optional.
    PUPPETEER_SKIP_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error >/dev/null 2>&1 ||
      PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-save --no-audit --no-fund --loglevel=error >&2
    touch node_modules/.package-lock.json
  fi
  # Node 24 comes as a package: everything runs on it, whatever the machine has.
  export PATH="$PWD/node_modules/.bin:$PATH"
  case "$(node --version)" in
    v24.*) ;;
    *) stop "node_modules/.bin/node is $(node --version) instead of 24: remove node_modules and start again." ;;
  esac
}

install_browser() {
  node scripts/find-browser.ts >/dev/null 2>&1 && return
  say "No Chrome or Chromium found, fetching one for the tests…"
  puppeteer browsers install chrome >&2 2>/dev/null && node scripts/find-browser.ts >/dev/null 2>&1 &&
    ! ldd "$(node scripts/find-browser.ts)" 2>/dev/null | grep -q 'not found' && return
  # Ubuntu's chromium is the stub of a snap, which cannot be driven; Debian's is a browser.
  if ! grep -qs '^ID=ubuntu' /etc/os-release && apt_install chromium; then return; fi
  stop "No browser: install Google Chrome or Chromium, or name one by PUPPETEER_EXECUTABLE_PATH."
}

# For tests that press the browser's own prompts, which a headless browser does not show.
install_display() {
  command -v Xvfb >/dev/null && command -v xdotool >/dev/null && return
  apt_install xvfb xdotool ||
    say "Xvfb and xdotool are missing and cannot be installed here: tests that press real prompts will fail."
}

# A database server that a test can kill. Debian keeps its programs out of PATH.
install_database() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return
  apt_install postgresql ||
    say "PostgreSQL is missing and cannot be installed here: tests that kill a database will fail."
}

# A TURN server, through which live pictures go where there is no direct way.
install_relay() {
  command -v turnserver >/dev/null && return
  apt_install coturn ||
    say "coturn is missing and cannot be installed here: the test of relayed live pictures will fail."
}
