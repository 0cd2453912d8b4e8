import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isComplete } from '../src/server/evidence/verify/account-for-pieces.ts';
import { verifyEvidence, type Facts } from '../src/server/evidence/verify/verify-evidence.ts';

const usage = `npm run verify-evidence -- FILE.zip [--key FILE]
  Checks an exported session off line: both chains, every file's hash, every signature.
  --key FILE   the server's public key (PEM, or the answer of GET /api/v1/evidence-key), got from the server itself
exit: 0 untouched, 1 altered (the first altered entry is named), 2 it could not be checked,
      3 nothing altered, but pieces of the recordings are missing, or not in the journal`;

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

async function readKey(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  const pem = text.trimStart().startsWith('{') ? String(Object(JSON.parse(text)).publicKeyPem) : text;
  return createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('hex');
}

function tell(facts: Facts): void {
  say(`session ${facts.sessionId}, closed ${new Date(facts.closedAt).toISOString()}`);
  say(`  journal     ${facts.journalEntries} entries, an unbroken chain`);
  say(`  acts        ${facts.acts} entries, an unbroken chain`);
  say(`  recordings  ${facts.segments} segments, ${facts.segmentBytes} bytes, every SHA-256 recomputed`);
  say(`  photos      ${facts.photos}`);
  say(`  statements  ${facts.statements}, every Ed25519 signature right, the newest covers everything`);
  say(`  archive     ${facts.files} files, each as in the signed list, every byte accounted for`);
  say(
    facts.isKeyTrusted
      ? `  key         ${facts.keyId}, the one given`
      : `  key         ${facts.keyId}, from the archive itself: compare it with the server's (GET /api/v1/evidence-key), or give --key`,
  );
  tellPieces(facts.pieces);
  say(isComplete(facts.pieces) ? 'untouched' : 'INCOMPLETE: nothing was altered, but not everything is here');
}

function tellPieces({ neverReceived, toldLost, notJournaled }: Facts['pieces']): void {
  const line = (words: string, names: readonly string[]) => {
    if (names.length > 0) say(`  pieces      ${words}: ${names.length}, first ${names[0]}`);
  };
  line('lost, as the student’s machine itself told', toldLost);
  line('journaled but never received', neverReceived);
  line('received but not in the journal', notJournaled);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { key: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    say(usage);
    return 0;
  }
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new Error(usage);
  const key = values.key === undefined ? null : await readKey(values.key);
  const verdict = await verifyEvidence(path, key);
  if (verdict.fault === null) {
    tell(verdict.facts);
    return isComplete(verdict.facts.pieces) ? 0 : 3;
  }
  complain(`ALTERED: ${verdict.fault.entry}: ${verdict.fault.why}`);
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
