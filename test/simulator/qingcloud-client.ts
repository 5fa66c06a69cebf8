import { createHmac } from 'node:crypto';

export type Query = Record<string, string | number>;

export interface ApiResponse {
  readonly action?: string;
  readonly ret_code: number;
  readonly message?: string;
  readonly total_count: number;
  readonly job_set: readonly (Readonly<Record<string, unknown>> | null)[];
  readonly cluster_set: readonly Readonly<Record<string, unknown>>[];
}

const SECRET = 'SECRETACCESSKEY';

function encode(text: string) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The complete query of a request, signed at `now`. */
export function toSignedQuery(now: number, query: Query, method = 'GET', path = '/iaas/') {
  const parameters: Query = {
    access_key_id: 'QYACCESSKEYIDEXAMPLE',
    signature_method: 'HmacSHA256',
    signature_version: 1,
    time_stamp: `${new Date(now).toISOString().slice(0, 19)}Z`,
    version: 1,
    zone: 'pek3a',
    ...query,
  };
  const names = Object.keys(parameters).sort();
  const text = names.map((name) => `${encode(name)}=${encode(String(parameters[name]))}`).join('&');
  const signature = createHmac(parameters['signature_method'] === 'HmacSHA1' ? 'sha1' : 'sha256', SECRET)
    .update(`${method}\n${path}\n${text}`)
    .digest('base64');
  return `${text}&signature=${encodeURIComponent(signature)}`;
}

/** Sends a request. The response is HTTP 200 and JSON, even for an error. */
export async function get(origin: string, target: string, init?: RequestInit): Promise<ApiResponse> {
  const response = await fetch(`${origin}${target}`, init);
  if (response.status !== 200) throw new Error(`HTTP ${response.status}`);
  if (!response.headers.get('content-type')?.startsWith('application/json')) throw new Error('not JSON');
  return (await response.json()) as ApiResponse;
}
