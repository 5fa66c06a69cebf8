import type { Account } from '../../domain/provider.js';
import type {
  Credential,
  CredentialSource,
  SignableRequest,
  SignedRequest,
  UpstreamProtocol,
} from '../../upstream/index.js';

/** Signs one request at `now`. */
export type Sign = (request: SignableRequest, now: Date) => SignedRequest;

/** The part of a protocol that signs with the present credential of a source. `createSigner` is called for each. */
export function signWith<Value>(
  source: CredentialSource<Value>,
  account: Account,
  createSigner: (value: Value) => Sign,
): Pick<UpstreamProtocol, 'sign' | 'credential'> {
  let last: { readonly credential: Credential<Value>; readonly sign: Sign } | undefined;
  const sign = (credential: Credential<Value>, request: SignableRequest, now: Date): SignedRequest => {
    if (last?.credential !== credential) last = { credential, sign: createSigner(credential.value) };
    const { target, headers } = last.sign(request, now);
    return { target, headers, credential };
  };
  return {
    credential: source,
    sign: (request, now, scope) => {
      const credential = source.use(account, scope);
      if (!(credential instanceof Promise)) return sign(credential, request, now);
      return credential.then((found) => sign(found, request, now));
    },
  };
}
