/** Secrets that occur nowhere else, so that each occurrence in an output is a leak. */
export const CANARIES = {
  cssKey: 'CANARY0CSS0ACCESS0KEY',
  cssSecret: 'canary-css-secret-5f1c2d8e9b0a4c77',
  dwsKey: 'CANARY0DWS0ACCESS0KEY',
  dwsSecret: 'canary-dws-secret-88d34e6f90a1b2c3',
  dwsToken: 'canary+dws/security~token=0b06d044ea4f',
  iamPassword: 'canary-iam p@ssw0rd/+?&=%-1d490fc0',
  iamToken: 'canary-iam-token-MIIEBgYJKoZIhvcNAQcCoIID',
  agencyKey: 'CANARY0AGENCY0ACCESS0KEY',
  agencySecret: 'canary-agency-secret-7d21c09be4a35f68',
  issuedKey: 'CANARY0ISSUED0ACCESS0KEY',
  issuedSecret: 'canary-issued-secret-90ab17c3d5e2f468',
  issuedToken: 'canary+issued/security~token=e4f1a9c20b7d',
  qingKey: 'CANARY0QINGCLOUD0KEY',
  qingSecret: 'canary-qingcloud-secret-210e8f30934f',
  router: 'canary-router-secret-4acf40fad2aad200',
  cursorNew: 'canary-cursor-key-65123f13e4492cb4',
  cursorOld: 'canary-cursor-key-6e981a44f57f203e',
  directive: 'canary-person-li.lei-usr-4uZ9tx3g',
  upstreamBody: 'canary-upstream-body-41e61cbae076',
} as const;

/** The encodings in which a secret could leak: plain, base64 (at each of its three alignments), hex, URL-encoded. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const aligned = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    // Characters that also depend on neighbouring bytes are removed at both ends.
    return text.slice(shift === 0 ? 0 : 4, Math.floor(((shift + bytes.length) * 4) / 3) - 3);
  });
  const url = aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
  const hex = bytes.toString('hex');
  const quoted = JSON.stringify(secret).slice(1, -1);
  return [
    ...new Set([
      secret,
      quoted,
      encodeURIComponent(secret),
      escape(secret),
      hex,
      hex.toUpperCase(),
      ...aligned,
      ...url,
    ]),
  ];
}

function escape(secret: string): string {
  return new URLSearchParams({ secret }).toString().slice('secret='.length);
}

/** The secrets in a text, each with the encoding that was found. */
export function leaksIn(text: string, secrets: Readonly<Record<string, string>>): readonly string[] {
  // Cursors and ids are base64url, so their decoded contents are searched too.
  const inside = (text.match(/[\w+/-]{16,}={0,2}/g) ?? []).map((word) =>
    Buffer.from(word, 'base64').toString('latin1'),
  );
  const everything = [text, ...inside].join('\n');
  return Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret)
      .filter((form) => everything.includes(form))
      .map((form) => `${name} as ${form}`),
  );
}
