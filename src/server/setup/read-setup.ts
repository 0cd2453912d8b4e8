import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { type SetupFile, setupFile } from '../../protocol/setup-file.ts';
import { isLoopback } from '../auth/oidc-client.ts';
import { ConfigError } from '../config.ts';

/** Reads a set-up file. Throws `ConfigError` that names the file and the place in it. */
export async function readSetup(path: string): Promise<SetupFile> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new ConfigError(`--setup ${path}: cannot be read (${messageOf(error)})`);
  });
  const result = v.safeParse(setupFile, parseJson(path, text));
  if (!result.success) {
    const lines = result.issues
      .slice(0, 20)
      .map((issue) => `  ${v.getDotPath(issue) ?? '(top)'}: ${issue.message}`);
    throw new ConfigError([`--setup ${path} is wrong:`, ...lines].join('\n'));
  }
  result.output.institutions.forEach((institution, i) => {
    const { issuer } = institution.oidc ?? {};
    // Codes and secrets must not travel in clear; on one machine there is nobody between (RFC 8252, 7.3).
    if (issuer !== undefined && !issuer.startsWith('https:') && !isLoopback(new URL(issuer).hostname)) {
      throw new ConfigError(`--setup ${path}: institutions.${i}.oidc.issuer must be https`);
    }
  });
  return result.output;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`--setup ${path} is not JSON: ${messageOf(error)}`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
