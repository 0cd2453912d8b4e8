import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXTENSION_ID, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { built } from './build-once.ts';

interface Manifest {
  permissions: string[];
  host_permissions: string[];
  [key: string]: unknown;
}

const readManifest = async (dir: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'));

const browserHosts =
  /[\w.:/-]*\b(?:google|googleapis|gstatic|gvt1|gvt2|googleusercontent|doubleclick)\.com[\w.:/-]*|[\w.:/-]*\bchromium\.org[\w.:/-]*/g;
const neverAsked = [
  // Names of message types inside serialised messages (`Any`), never an address.
  { pattern: /^type\.googleapis\.com\// },
  // Where the detection library was built, in its debug texts.
  { pattern: /^ugcgk10\.prod\.google\.com/ },
  // What simple-peer takes when it is given no servers; `shared/local-peer.ts` and `live/viewers.ts` always give some.
  { pattern: /^stun:stun\.l\.google\.com:19302$/ },
];

let chromium: TestBrowser;
let manifest: Manifest;

beforeAll(async () => {
  manifest = await readManifest(built.plainExtension);
  chromium = await launchBrowser({ extension: built.plainExtension, language: 'en' });
});
afterAll(() => chromium?.close());

/** What Chrome would tell the person who installs this. */
async function warningsOf(changed: Manifest): Promise<string[]> {
  const [worker] = await chromium.extension().workers();
  // Chrome reads names from the texts of an installed extension only.
  const text = JSON.stringify({
    ...changed,
    name: 'Examus',
    description: 'Examus',
    default_locale: undefined,
  });
  return worker!.evaluate((it) => chrome.management.getPermissionWarningsByManifest(it), text);
}

describe('J1: what Chrome says when the extension is installed', () => {
  it('is nothing', async () => {
    expect(await warningsOf(manifest)).toEqual([]);
  });

  it.each([
    ['tabCapture', 'Read and change all your data on all websites'],
    ['desktopCapture', 'Capture content of your screen'],
  ])('would be a warning if %s were required, so it is optional', async (permission, warning) => {
    const { permissions, optional_permissions } = manifest;
    expect(optional_permissions).toContain(permission);
    expect(await warningsOf({ ...manifest, permissions: [...permissions, permission] })).toEqual([warning]);
  });

  it('names the hosts of a build that has some baked in', async () => {
    expect(await warningsOf({ ...manifest, host_permissions: ['https://lms.example.edu/*'] })).toEqual([
      'Read and change your data on lms.example.edu',
    ]);
  });
});

describe('the built extension', () => {
  it('opens none of its files to web pages', () => {
    expect(manifest).not.toHaveProperty('web_accessible_resources');
    expect(manifest).not.toHaveProperty('externally_connectable');
    expect(manifest).not.toHaveProperty('content_scripts');
  });

  it('sees no host, the demo build this machine alone', async () => {
    expect(manifest.host_permissions).toEqual([]);
    expect((await readManifest(built.demoExtension)).host_permissions).toEqual([
      'http://127.0.0.1/*',
      'http://localhost/*',
    ]);
  });

  it('names no host that the browser calls by itself, where a request of ours would not be told from its own', async () => {
    const named = new Map<string, string>();
    for (const entry of await readdir(built.plainExtension, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      // Every byte one character: glue and models are searched too.
      for (const [name] of (await readFile(file, 'latin1')).matchAll(browserHosts))
        named.set(name, entry.name);
    }
    expect([...named].filter(([name]) => !neverAsked.some(({ pattern }) => pattern.test(name)))).toEqual([]);
  });

  it('has the id that servers know', () => {
    expect(chromium.extension().id).toBe(EXTENSION_ID);
  });
});
