import { once } from 'node:events';
import { resolve } from 'node:path';
import { browserArgs, findBrowser } from '../../tests/support/find-browser.ts';
import { EXTENSION_ID } from '../../tests/support/browser.ts';
import { demoAccounts } from '../../tests/support/identity-provider/accounts.ts';
import { startDemoWorld } from '../../tests/support/demo-world.ts';
import { launch } from 'puppeteer';

const root = resolve(import.meta.dirname, '../..');

/** Server, login and LMS on fixed ports, and a Chrome with the extension and one's own camera. Ends with Ctrl+C. */
export async function serveDemo(ports: {
  server: number;
  lms: number;
  identityProvider: number;
}): Promise<void> {
  const world = await startDemoWorld({ dir: resolve(root, '.demo'), ports });
  try {
    const browser = await launch({
      executablePath: await findBrowser(),
      headless: false,
      pipe: true,
      defaultViewport: null,
      userDataDir: resolve(root, '.demo/profile'),
      enableExtensions: [resolve(root, 'dist/extension')],
      // We end it ourselves; Puppeteer would leave the process before the server is stopped.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [...browserArgs(), '--no-first-run', '--no-default-browser-check', '--start-maximized'],
    });
    const closed = new Promise((over) => browser.once('disconnected', over));
    const [first] = await browser.pages();
    const portal = `chrome-extension://${EXTENSION_ID}/src/pages/portal/index.html`;
    await (first ?? (await browser.newPage())).goto(
      `${portal}?pair=${encodeURIComponent(world.server.origin)}`,
    );
    console.log(guide(world.server.origin, world.lms.origin, portal));

    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), closed]);
    console.log('\nStopping…');
    if (browser.connected) await browser.close();
  } finally {
    await world.stop();
  }
}

function guide(server: string, lms: string, portal: string): string {
  const people = demoAccounts.map(
    ({ login, password, name, role }) =>
      `    ${role.padEnd(8)} ${login.padEnd(10)} ${password.padEnd(10)} ${name}`,
  );
  return [
    '',
    '  Examus is running.',
    '',
    `  Student's portal   ${portal}   (open in the browser that just started)`,
    `  Proctor console    ${server}/console/   (best in another browser)`,
    `  LMS with the quiz  ${lms}/`,
    '',
    '  Sign in at AlmaU as (role, login, password):',
    ...people,
    '',
    '  Ctrl+C stops everything.',
    '',
  ].join('\n');
}
