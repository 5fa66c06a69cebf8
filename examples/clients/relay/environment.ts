import relay, { type FetchFunction, type GraphQLResponse } from 'relay-runtime';

export function createEnvironment(endpoint: string): relay.Environment {
  const send: FetchFunction = async ({ text }, variables) => {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    });
    const result = (await response.json()) as Result;
    // For a page that is null, Relay would replace the whole list by null and report no error.
    if (result.errors && isListMissing(result.data)) throw new Error(result.errors[0]?.message);
    return result as GraphQLResponse;
  };
  return new relay.Environment({
    network: relay.Network.create(send),
    store: new relay.Store(new relay.RecordSource()),
  });
}

interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

/** Whether a field of the root is null, or the `jobs` of an object there. */
function isListMissing(data: Result['data']): boolean {
  return Object.values(data ?? { nothing: null }).some(
    (value) => value === null || (typeof value === 'object' && 'jobs' in value && value.jobs === null),
  );
}
