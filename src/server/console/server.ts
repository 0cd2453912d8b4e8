import { type CallInput, type Reply, type RouteName, routes } from '../../protocol/api.ts';
import { clientOf, type CallOptions } from '../../shared/call-route.ts';
import { account, isSignedOut } from './account.ts';
import { language } from './texts.ts';

const api = clientOf(routes);

/** Calls our server with the page's cookie. A login that ended leads to the sign-in page, whoever noticed it. */
export async function call<N extends RouteName>(
  name: N,
  input: CallInput<N>,
  options?: CallOptions,
): Promise<Reply<N>> {
  try {
    return await api({ origin: '', language: language.peek() }, name, input, options);
  } catch (error) {
    if (isSignedOut(error)) account.value = { state: 'out' };
    throw error;
  }
}

/** Something that is fetched before it can be shown. */
export type Load<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; error: unknown };
