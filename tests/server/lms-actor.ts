import { SignJWT } from 'jose';
import { demoSetup, startServer, type TestServer, type TestServerOptions } from './harness.ts';

const SECRET = 'a secret of an LMS that is long enough';

/** A server of the demo institutions, the first of which has an LMS under this name. */
export function startServerOfLms(
  name: string,
  options: Omit<TestServerOptions, 'setup'> = {},
): Promise<TestServer> {
  const setup = demoSetup();
  setup.institutions[0]!.integrations = [{ name, secret: SECRET }];
  return startServer({ ...options, setup });
}

export const signAsLms = (claims: Record<string, unknown>, secret = SECRET): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));

/** The form with which an LMS sends a student over; gives the answer's status. */
export async function postStart(
  { origin }: Pick<TestServer, 'origin'>,
  name: string,
  claims: Record<string, unknown>,
  secret?: string,
): Promise<number> {
  const body = new URLSearchParams({ token: await signAsLms(claims, secret) });
  const { status } = await fetch(`${origin}/integration/simple/${name}/start/`, { method: 'POST', body });
  return status;
}
