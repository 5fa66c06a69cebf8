import { describe, expect, test } from 'vitest';
import { readNoProxy } from '../../src/upstream/transport/no-proxy.js';

describe('NO_PROXY', () => {
  // [the variable, origins that bypass the proxy, origins that do not]
  test.each<[string, string[], string[]]>([
    ['', [], ['https://example.com']],
    ['*', ['https://example.com', 'https://10.0.0.1', 'https://[::1]:8443'], []],
    [
      'example.com',
      ['https://example.com', 'https://a.b.example.com'],
      ['https://badexample.com', 'https://example.org'],
    ],
    ['.example.com', ['https://example.com', 'https://a.example.com'], ['https://badexample.com']],
    ['*.example.com', ['https://a.example.com'], ['https://example.com', 'https://badexample.com']],
    ['EXAMPLE.com.', ['https://example.COM', 'https://example.com.'], ['https://example.com.org']],
    ['a.example, ,\tb.example c.example', ['https://a.example', 'https://b.example', 'https://c.example'], []],
    ['example.com:8443', ['https://example.com:8443'], ['https://example.com', 'https://example.com:9443']],
    ['example.com:443', ['https://example.com'], ['https://example.com:8443']],
    ['*:8443', ['https://example.com:8443'], ['https://example.com']],
    [
      '192.0.2.7',
      ['https://192.0.2.7', 'https://192.0.2.7:8443'],
      ['https://192.0.2.70', 'https://1.192.0.2.7.example'],
    ],
    ['192.0.2.7:8443', ['https://192.0.2.7:8443'], ['https://192.0.2.7']],
    ['10.0.0.0/8', ['https://10.255.1.2:8443'], ['https://11.0.0.1', 'https://10.example.com']],
    ['10.1.2.3/8', ['https://10.200.0.1'], ['https://11.1.2.3']],
    ['192.168.4.0/22', ['https://192.168.7.255'], ['https://192.168.8.0']],
    ['0.0.0.0/0', ['https://203.0.113.9'], ['https://example.com', 'https://[2001:db8::1]']],
    ['::1', ['https://[::1]', 'https://[0:0::1]:8443'], ['https://[::2]']],
    ['[::1]', ['https://[::1]'], ['https://[::2]']],
    ['[2001:db8::1]:8443', ['https://[2001:db8:0::1]:8443'], ['https://[2001:db8::1]']],
    ['2001:DB8::/32', ['https://[2001:db8:ffff::1]'], ['https://[2001:db9::1]', 'https://10.0.0.1']],
    ['[fd00::]/8', [], ['https://[fc00::1]']],
    ['10.0.0.0/33 10.0.0.0/x 10.0.0.0/ https://10.0.0.1', [], ['https://10.0.0.1']],
    ['127.0.0.1', ['https://[::ffff:127.0.0.1]'], []],
  ])('"%s"', (text, bypassing, proxied) => {
    const bypassesProxy = readNoProxy(text);
    const origins = [...bypassing, ...proxied];
    expect(origins.filter((origin) => bypassesProxy(origin))).toEqual(bypassing);
  });
});
