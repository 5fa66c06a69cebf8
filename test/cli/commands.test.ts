import { describe, expect, it } from 'vitest';
import { runInProcess } from './in-process.js';
import { configFile, REAL, run } from './spawning.js';

const account = (name: string) =>
  `  - { name: ${name}, provider: qingcloud, region: pek3a, auth: { accessKeyId: x, secretAccessKey: "\${SK}" } }`;

describe('the command line', () => {
  it('prints its version and its commands', async () => {
    const [version, help] = await Promise.all([run(['--version'], { main: REAL }), run(['--help'], { main: REAL })]);
    expect(version).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
      stderr: '',
    });
    expect(help).toMatchObject({ status: 0, stderr: '' });
    for (const command of ['serve', 'check', 'query', 'schema', 'demo'])
      expect(help.stdout).toContain(`jobgraph ${command}`);
  });

  it.concurrent.each([
    [[], 'A command is missing. Try jobgraph --help.'],
    [['srve'], 'Unknown command srve; did you mean serve? Try jobgraph --help.'],
    [['fly'], 'Unknown command fly. Try jobgraph --help.'],
    [['serve', '--prt', '1'], "Unknown option '--prt'. Try jobgraph --help."],
    [['serve', '--port', 'http'], '--port must be a number from 0 to 65535, not http.'],
    [['serve', '--port', '65536'], '--port must be a number from 0 to 65535, not 65536.'],
    [['serve', 'now'], "Unexpected argument 'now'. Try jobgraph --help."],
    [['schema', '--port', '1'], 'schema has no option --port. Try jobgraph --help.'],
    [
      ['serve', '--config', 'nowhere.yaml'],
      'Configuration file nowhere.yaml does not exist. Name another one with --config FILE.',
    ],
    [['serve'], 'Configuration file jobgraph.config.yaml does not exist. Name another one with --config FILE.'],
  ])('rejects %j with one line and status 2', async (words, line) => {
    expect(await runInProcess(words)).toEqual({ status: 2, stdout: '', stderr: `${line}\n` });
  });

  it('prints the required version of Node on an old one, in one line', async () => {
    const old = await run(['serve'], { main: REAL, imports: ['old-node.mjs'] });
    expect(old).toEqual({ status: 1, stdout: '', stderr: 'Jobgraph needs Node 22.19 or newer; this is 20.11.1.\n' });
  });

  it('prints the schema and nothing else', async () => {
    expect(await run(['schema'])).toEqual({
      status: 0,
      stdout: 'type Query { hello: String slow: String }\n',
      stderr: '',
    });
  });

  it('lists every problem in the configuration, with status 2', async () => {
    const config = await configFile(`accounts:\n${account('a')}\n${account('a')}\nlimit: 3\n`);
    const { status, stdout, stderr } = await run(['serve', '--config', config]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.split('\n').map((line) => line.trim())).toEqual([
      `${config} has 4 problems:`,
      'accounts[0].auth.secretAccessKey: the environment variable SK is not set',
      'accounts[1].auth.secretAccessKey: the environment variable SK is not set',
      'limit: is not a known key; did you mean limits?',
      'accounts[1].name: must be unique, but accounts[0].name is the same',
      '',
    ]);
  });

  it.each([
    ['http://user:hunter2@proxy.example:99999'],
    ['socks5://user:hunter2@proxy.example:1080'],
    ['user:hunter2@proxy.example:99999'],
  ])('rejects the proxy %j without printing its password', async (HTTPS_PROXY) => {
    const config = await configFile(`accounts:\n${account('a')}\n`);
    for (const words of [['serve', '--port', '0'], ['check']]) {
      const ended = await runInProcess([...words, '--config', config], { env: { SK: 's', HTTPS_PROXY } });
      const stderr = 'HTTPS_PROXY must be a URL such as http://proxy.example.com:3128.\n';
      expect(ended).toEqual({ status: 2, stdout: '', stderr });
    }
  });

  it('rejects a host beyond loopback if the configuration has no auth', async () => {
    const config = await configFile(`accounts:\n${account('a')}\n`);
    const { status, stderr } = await run(['serve', '--config', config, '--host', '0.0.0.0'], { env: { SK: 's' } });
    expect(status).toBe(2);
    expect(stderr).toContain('write `auth: none` if this is intended');
    expect(stderr.trim()).not.toContain('\n');
  });
});

describe('check', () => {
  it('prints for each account whether it works, and what to do', async () => {
    const config = await configFile(`accounts:\n${account('good')}\n${account('bad')}\n`);
    const { status, stdout } = await run(['check', '--config', config], { env: { SK: 'hunter2' } });
    expect(status).toBe(1);
    const [head, good, bad] = stdout.split('\n');
    expect(head).toMatch(/^ACCOUNT +PROVIDER +ENDPOINT +CREDENTIALS +RESULT +WHAT TO DO$/);
    expect(good).toMatch(/^good +QINGCLOUD +api\.qingcloud\.com\/iaas +works$/);
    expect(bad).toMatch(
      /^bad +QINGCLOUD +api\.qingcloud\.com\/iaas +UPSTREAM_AUTH +The credentials are wrong\. Check .*r-1\)$/,
    );
    expect(stdout).not.toContain('hunter2');
  });

  it('ends with status 0 when all accounts work', async () => {
    const config = await configFile(`accounts:\n${account('good')}\n`);
    expect(await run(['check', '--config', config], { env: { SK: 's' } })).toMatchObject({ status: 0 });
  });
});
