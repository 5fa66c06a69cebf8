import { describe, expect, it } from 'vitest';
import { runNode, runTool } from './running.js';
import { serveClouds, trueJobs } from './serving.js';

const DAY_MS = 86_400_000;

describe('the programs', () => {
  it.each([
    ['fetch.ts', []],
    ['apollo.ts', []],
    ['urql.ts', []],
    ['relay/jobs.ts', ['--import', './examples/clients/relay/bundler.mjs']],
    ['typed/jobs.ts', []],
  ])('run with Node alone, and print a line for each job of the last 24 hours: %s', async (file, options) => {
    const { endpoint, clouds } = await serveClouds();
    const shown = trueJobs(clouds, clouds.clock.now() - DAY_MS);
    expect(shown.length).toBeGreaterThan(50);
    const { status, stdout, stderr } = await runNode([...options, `examples/clients/${file}`, endpoint]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trimEnd().split('\n')).toHaveLength(shown.length);
  });
});

describe('the generated files', () => {
  it('of the typed client equal the output of graphql-codegen for the schema', async () => {
    const words = ['--config', 'examples/clients/codegen.yml', '--check'];
    expect(await runTool('graphql-codegen', words)).toMatchObject({ status: 0 });
  });

  it('of Relay equal the output of relay-compiler for the schema', async () => {
    const words = ['--validate', 'examples/clients/relay/relay.config.json'];
    expect(await runTool('relay-compiler', words)).toMatchObject({ status: 0 });
  });
});
