import { readFile } from 'node:fs/promises';
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

  it('has the id that servers know', () => {
    expect(chromium.extension().id).toBe(EXTENSION_ID);
  });
});
