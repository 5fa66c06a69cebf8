import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { ResponseMemory } from './memory-budget.js';

export interface AgentOptions {
  /** HTTPS_PROXY: the proxy through which https origins are reached. */
  readonly httpsProxy?: string | undefined;
  /** NO_PROXY: hosts that are reached without it, separated by commas. */
  readonly noProxy?: string | undefined;
  /** Milliseconds for a connection to come about, where an attempt allows longer. */
  readonly connectTimeoutMs?: number;
  /** Bytes that all responses in flight may hold. */
  readonly responseBytes?: number;
}

/** The process's connections and its memory for responses: one, shared by all accounts. */
export interface HttpAgent {
  readonly dispatcher: Dispatcher;
  readonly memory: ResponseMemory;
  close(): Promise<void>;
}

// An IAM token in a response header takes up to 32 KiB; Node's default is 16.
const HEADER_BYTES = 64 * 1024;

// The process grows by this and up to 100 MB more before the collector has caught up: measured with 64 endless answers
// at once, which must not cost more than 150 MB.
const RESPONSE_MEMORY_BYTES = 32 * 1024 * 1024;

/** Opens nothing yet; connections come about as requests need them and are kept alive. */
export function createAgent(options: AgentOptions = {}): HttpAgent {
  const dispatcher = createDispatcher(options);
  return {
    dispatcher,
    memory: new ResponseMemory(options.responseBytes ?? RESPONSE_MEMORY_BYTES),
    // Not close(): it would wait for a connection that never comes about.
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher({ httpsProxy, noProxy, connectTimeoutMs }: AgentOptions): Dispatcher {
  // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 would otherwise switch the check off.
  const tls = { rejectUnauthorized: true };
  const options = {
    allowH2: false,
    connect: tls,
    connectTimeout: connectTimeoutMs ?? 5000,
    maxHeaderSize: HEADER_BYTES,
    // Attempts have a deadline over everything; undici's own two stop neither a drip nor anything sooner.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  // A proxied dispatcher parses the origin for each request, so it is not used in vain.
  if (httpsProxy === undefined || httpsProxy === '') return new Agent(options);
  // Empty strings, because undici reads the environment itself for what is undefined.
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: '',
    httpsProxy,
    noProxy: noProxy ?? '',
    requestTls: tls,
    proxyTls: tls,
  });
}
