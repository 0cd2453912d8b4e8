import type { CallInput, Reply, ExtensionRouteName } from '../../../protocol/api.ts';
import { ExamusError } from '../../../protocol/errors.ts';
import { api } from '../../../shared/api-client.ts';
import type { CallOptions } from '../../../shared/call-route.ts';
import { call } from '../../../shared/webext/bus.ts';
import { isSignInOver, language } from './account.ts';

/** One call to the exam server as the student who is signed in. Rejects with `ExamusError`. */
export async function ask<N extends ExtensionRouteName>(
  name: N,
  input: CallInput<N>,
  options?: CallOptions,
): Promise<Reply<N>> {
  const credentials = await call('background', 'account/credentials');
  if (!credentials) throw new ExamusError('not_signed_in', 'nobody is signed in');
  try {
    return await api({ ...credentials, language: language.value }, name, input, options);
  } catch (error) {
    if (error instanceof ExamusError && (error.code === 'token_expired' || error.code === 'not_signed_in')) {
      isSignInOver.value = true;
    }
    throw error;
  }
}
