import { Agent, Pool, ProxyAgent, type buildConnector, type Dispatcher } from 'undici';
import { createConnector } from './connector.js';
import { ResponseMemory } from './memory-budget.js';
import { readNoProxy, type BypassesProxy } from './no-proxy.js';

export interface AgentOptions {
  /** HTTPS_PROXY: the proxy for https origins. */
  readonly httpsProxy?: string | undefined;
  /** NO_PROXY: hosts that are reached without the proxy. */
  readonly noProxy?: string | undefined;
  /** Milliseconds to connect, where an attempt allows longer. */
  readonly connectTimeoutMs?: number;
  /** Bytes that all responses in flight may hold. */
  readonly responseBytes?: number;
}

/** The process's connections and its memory for responses: one, shared by all accounts. */
export interface HttpAgent {
  readonly memory: ResponseMemory;
  dispatch(options: DispatchOptions, handler: Dispatcher.DispatchHandler): void;
  close(): Promise<void>;
}

type DispatchOptions = Dispatcher.DispatchOptions & { readonly origin: string };

// An IAM token in a response header takes up to 32 KiB; Node's default is 16.
const HEADER_BYTES = 64 * 1024;

// The process grows by this and up to 100 MB more before garbage is collected: measured with 64 endless responses at
// once, which must not cost more than 150 MB.
const RESPONSE_MEMORY_BYTES = 32 * 1024 * 1024;

/** Opens nothing yet: connections are made when requests need them, and kept alive. */
export function createAgent(options: AgentOptions = {}): HttpAgent {
  const { httpsProxy = '', noProxy = '', connectTimeoutMs = 5000 } = options;
  const connect = createConnector({ timeoutMs: connectTimeoutMs });
  const settings = {
    allowH2: false,
    maxHeaderSize: HEADER_BYTES,
    // Each attempt has one timeout over all of it; undici's two would end neither a drip nor anything sooner.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const direct = new Agent({ ...settings, connect });
  const proxied = httpsProxy === '' ? undefined : createProxied(httpsProxy, connect, settings);
  const isDirect = proxied === undefined ? () => true : remember(readNoProxy(noProxy));
  return {
    memory: new ResponseMemory(options.responseBytes ?? RESPONSE_MEMORY_BYTES),
    dispatch: (request, handler) => {
      const dispatcher = proxied === undefined || isDirect(request.origin) ? direct : proxied;
      dispatcher.dispatch(request, handler);
    },
    // Not close(): it would wait for a connection that is never made.
    close: async () => {
      await Promise.all([direct.destroy(), proxied?.destroy()]);
    },
  };
}

function createProxied(uri: string, connect: buildConnector.connector, settings: Agent.Options): ProxyAgent {
  return new ProxyAgent({
    ...settings,
    uri,
    requestTls: { rejectUnauthorized: true },
    clientFactory: (origin) => new Pool(origin, { connect: toProxyConnector(connect) }),
  });
}

/** An error on the way to the proxy is not the provider's failure. */
function toProxyConnector(connect: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    connect(options, (...[error, socket]) => {
      if (error === null) callback(null, socket);
      else callback(Object.assign(new Error('', { cause: error }), { code: 'UND_ERR_PRX_CONNECT' }), null);
    });
  };
}

/** Plain http takes no proxy. There are no more origins than configured endpoints. */
function remember(bypasses: BypassesProxy): BypassesProxy {
  const known = new Map<string, boolean>();
  return (origin) => {
    let isDirect = known.get(origin);
    if (isDirect === undefined) known.set(origin, (isDirect = origin.startsWith('http:') || bypasses(origin)));
    return isDirect;
  };
}
