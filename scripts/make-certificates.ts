import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Certificate, makeAuthority, makeCertificate } from './certificates.ts';

/**
 * `node scripts/make-certificates.ts [--out DIR] [HOST …]`: an authority for trials (kept when it is there already, so
 * that browsers and Moodle trust it once) and a certificate for these hosts, for `--tls-cert` and `--tls-key`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: '.demo/certificates' } },
});
const out = resolve(values.out);
const hosts = positionals.length > 0 ? positionals : ['localhost', '127.0.0.1', '::1'];

await mkdir(out, { recursive: true, mode: 0o700 });
const authority = await readAuthority().catch(async () => write('ca', await makeAuthority()));
await write('server', await makeCertificate(authority, hosts));
console.log(`for ${hosts.join(', ')}:
  --tls-cert ${join(out, 'server.pem')} --tls-key ${join(out, 'server-key.pem')}
To be believed: add ${join(out, 'ca.pem')} to the authorities of the browser and of Moodle's machine.
Keep ${join(out, 'ca-key.pem')} to yourself: whoever has it can pass for any site there.`);

async function readAuthority(): Promise<Certificate> {
  const read = (name: string) => readFile(join(out, name), 'utf8');
  return { cert: await read('ca.pem'), key: await read('ca-key.pem') };
}

async function write(name: string, made: Certificate): Promise<Certificate> {
  await writeFile(join(out, `${name}-key.pem`), made.key, { mode: 0o600 });
  await writeFile(join(out, `${name}.pem`), made.cert);
  return made;
}
