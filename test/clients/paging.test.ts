import { describe, expect, it } from 'vitest';
import * as apollo from '../../examples/clients/apollo.js';
import * as plain from '../../examples/clients/fetch.js';
import * as relay from '../../examples/clients/relay/jobs.js';
import * as typed from '../../examples/clients/typed/jobs.js';
import * as urql from '../../examples/clients/urql.js';
import { describeJob, serveClouds } from './serving.js';

const CLIENTS = {
  'plain fetch': plain,
  'Apollo Client': apollo,
  urql,
  'Relay without React': relay,
  'the typed client': typed,
};

describe.each(Object.entries(CLIENTS))('%s', (_, { readAllJobs }) => {
  it('pages through all jobs to the end, and gets each exactly once', async () => {
    const { endpoint, truth } = await serveClouds();
    const jobs = await readAllJobs(endpoint);
    expect(jobs.length).toBeGreaterThan(400);
    expect(jobs.map(describeJob).sort()).toEqual(truth());
  });
});
