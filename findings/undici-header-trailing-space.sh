#!/usr/bin/env bash
# Surprise: undici, and so Node's `fetch`, keeps white space at the end of a response header's value. node:http removes it.
# Guess before: it is removed everywhere. RFC 9110, section 5.5: "A field value does not include leading or trailing
# whitespace", and the parser must exclude it; the Fetch standard removes it too.
# Seen: December 2026, undici 8.12.4, Node 24.21.0.
# Why users care: an id, a token or a date from a header does not equal the same text without the space, and a check of its
# form fails, only at servers or proxies that pad headers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund undici@8.12.4
cat >run.mjs <<'JS'
import { get } from 'node:http';
import { createServer } from 'node:net';
import { request } from 'undici';

const RESPONSE = 'HTTP/1.1 200 OK\r\nx-id: \t abc \t \r\ncontent-length: 0\r\nconnection: close\r\n\r\n';
const server = createServer((socket) => socket.once('data', () => socket.end(RESPONSE)));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

const { headers } = await request(url);
const http = await new Promise((resolve) => get(url, (response) => resolve(response.headers['x-id'])));
const found = { undici: headers['x-id'], fetch: (await fetch(url)).headers.get('x-id'), 'node:http': http };
server.close();
for (const [name, value] of Object.entries(found)) console.log(`  ${name.padEnd(9)} ${JSON.stringify(value)}`);
const isAsSeen = found.undici === 'abc \t ' && found.fetch === 'abc \t ' && http === 'abc';
console.log(isAsSeen ? 'As seen: the space at the end is kept.' : 'The behaviour has changed.');
process.exitCode = isAsSeen ? 0 : 1;
JS
npm ls undici --depth=0
node run.mjs
