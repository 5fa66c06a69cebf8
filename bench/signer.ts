import { createHmac, createSecretKey, hash } from 'node:crypto';

const EMPTY = hash('sha256', '');
const NAMES = 'host;x-sdk-date';

/** Huawei's SDK-HMAC-SHA256 with the fewest headers that it allows. Independent of Jobgraph's signer. */
export type Sign = (path: string, canonicalQuery: string) => Record<string, string>;

/** `now`: milliseconds since 1970. */
export function createSigner(accessKeyId: string, secretAccessKey: string, host: string, now = Date.now): Sign {
  const key = createSecretKey(secretAccessKey, 'utf8');
  const start = `SDK-HMAC-SHA256 Access=${accessKeyId}, SignedHeaders=${NAMES}, Signature=`;
  return (path, query) => {
    const date = sdkDate(now());
    const canonical = `GET\n${path}/\n${query}\nhost:${host}\nx-sdk-date:${date}\n\n${NAMES}\n${EMPTY}`;
    const text = `SDK-HMAC-SHA256\n${date}\n${hash('sha256', canonical)}`;
    const signature = createHmac('sha256', key).update(text).digest('hex');
    return { host, 'x-sdk-date': date, authorization: start + signature };
  };
}

let second = 0;
let text = '';

/** 20261121T080000Z; requests of one second share its text. */
function sdkDate(ms: number): string {
  const current = Math.floor(ms / 1000);
  if (current !== second) {
    second = current;
    text = `${new Date(current * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  }
  return text;
}
