import { defineManifest } from '@crxjs/vite-plugin';
import packageJson from './package.json' with { type: 'json' };

/**
 * The fixed key gives unpacked builds one id on every machine (`gdklhmcgjdedkfaochdndkgcambmilhh` is made from it
 * by Chrome), so that servers can name it in CORS and redirect lists. The Web Store replaces it by its own.
 */
const key =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtC9QVx3ABgNfKUc2Zbx7sobKomr+m2B6LIRBgOR6Ai/ZsobsSU2KkpDqTg6/AfUaZQPIA2Wz30Mtr+rT7cqTo6QimZEavNW7PM0efUf4mnoS6L9nDuMWbWasb4ryUzg5esyXtpVrs02KQqOcQcvbRQlDH2JdnILuUf/SOukQMH5XkVQ6dCbQFec2XvrdtCZp8pBmyi8cncizmGD2brmekz8z2OmzfznfiiERM5H/0WDRIwFVXfXmsyE//uELWG+mD8yhvF1fdbF8fTwkS1zzJVmpKKR8WO9CLRa07gCdtr8MQDoYXsiPv0eEHH3RGaIJhDXNRm7FSxMPO97rVE8QywIDAQAB';

/** Match patterns checked by `scripts/build.ts`. */
const hosts = (process.env['EXAMUS_HOSTS'] ?? '').split(',').filter(Boolean);

/** Exam servers whose pages may call the extension themselves; elsewhere the student clicks its icon. */
const serverHosts = (process.env['EXAMUS_SERVER_HOSTS'] ?? '').split(',').filter(Boolean);

export default defineManifest({
  manifest_version: 3,
  key,
  name: '__MSG_extensionName__',
  description: '__MSG_extensionDescription__',
  version: packageJson.version,
  // Shown in chrome://extensions and in reports; the build is also the stamp of calls (`src/shared/webext/bus.ts`).
  version_name: `${packageJson.version}+${process.env['EXAMUS_BUILD'] ?? 'dev'}`,
  default_locale: 'ru',
  // MediaRecorder writes fragmented MP4 since 126; the rest of what capture needs is there by 130.
  minimum_chrome_version: '130',
  icons: {
    16: 'icons/icon-16.png',
    32: 'icons/icon-32.png',
    48: 'icons/icon-48.png',
    128: 'icons/icon-128.png',
  },
  action: { default_title: 'Examus' },
  background: { service_worker: 'src/background/index.ts', type: 'module' },
  options_ui: { page: 'src/pages/options/index.html', open_in_tab: true },
  // An institution can fix the exam server by browser policy.
  storage: { managed_schema: 'managed-schema.json' },
  // Each says nothing at installation; a test holds the warnings to that.
  permissions: [
    'storage',
    'unlimitedStorage',
    'offscreen',
    'scripting',
    'activeTab',
    'alarms',
    'identity',
    'power',
    'system.display',
  ],
  // Asked for when an exam needs them: as required permissions they would warn of "all your data on all websites".
  optional_permissions: ['tabCapture', 'desktopCapture'],
  ...(serverHosts.length > 0 && { externally_connectable: { matches: serverHosts } }),
  host_permissions: hosts,
  // One exam's LMS origin is asked for at its start and given back at its end.
  optional_host_permissions: ['https://*/*', 'http://localhost/*', 'http://127.0.0.1/*'],
  content_security_policy: {
    extension_pages:
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; worker-src 'self'; connect-src 'self' https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'",
  },
});
