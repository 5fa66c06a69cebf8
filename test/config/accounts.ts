export const AUTH = 'auth: { accessKeyId: x, secretAccessKey: y }';
export const CSS = `name: css, provider: huawei-css, region: cn-north-4, projectId: p1`;
export const QINGCLOUD = `name: qc, provider: qingcloud, region: pek3a`;
export const ONE_ACCOUNT = `accounts: [{ ${QINGCLOUD}, ${AUTH} }]`;

export const account = (keys: string) => `accounts: [{ ${keys} }]`;
export const besides = (rest: string) => `${ONE_ACCOUNT}\n${rest}`;
