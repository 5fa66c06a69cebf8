import { describe, expect, it } from 'vitest';
import { CSS, DWS, GEMINIDB, readCluster, readJob, type Provider } from './reading.js';

describe('A job', () => {
  const end = 1656042897000;
  const fail = { status: 'FAIL', failedMsg: 'disk', finishedAt: String(end) };
  const ended = { end_time: '2023-09-12T06:45:01+0800' };

  it.each<[Provider, object, object]>([
    [CSS, { createAt: '1656042837000' }, { createdAt: 1656042837000 }],
    [CSS, { createAt: 1656042837123.9 }, { createdAt: 1656042837123 }],
    [CSS, { status: 'SUCCESS', finishedAt: end }, { status: 'SUCCEEDED', finishedAt: end, failureReason: null }],
    [CSS, fail, { status: 'FAILED', finishedAt: end, failureReason: 'disk' }],
    [CSS, { ...fail, failedMsg: '' }, { failureReason: null }],
    [CSS, { ...fail, finishedAt: 'soon' }, { finishedAt: null }],
    [CSS, { status: 'SUCCESS', failedMsg: 'disk' }, { failureReason: null, finishedAt: null }],
    [CSS, { finishedAt: end, failedMsg: 'disk' }, { status: 'RUNNING', failureReason: null, finishedAt: null }],
    [CSS, { status: 'success' }, { status: 'UNKNOWN', nativeStatus: 'success' }],
    [CSS, { status: undefined, jobId: 7, logPath: {} }, { status: 'UNKNOWN', nativeStatus: null }],
    [CSS, { jobId: 7, logPath: {}, more: [1] }, { details: { jobId: '7', trigger: 'Manual', logPath: null } }],
    [CSS, { id: 12 }, { nativeId: '12' }],
    [DWS, { result: 'SUCCESS' }, { status: 'SUCCEEDED', nativeStatus: 'SUCCESS' }],
    [DWS, { result: 'Failed', log: '' }, { status: 'FAILED', failureReason: null }],
    [DWS, { result: null, end_time: null }, { status: 'RUNNING', nativeStatus: null, finishedAt: null }],
    [DWS, { result: '', end_time: '' }, { status: 'RUNNING', nativeStatus: null, finishedAt: null }],
    [DWS, { result: '' }, { status: 'UNKNOWN', finishedAt: null }],
    [DWS, { result: 'halted' }, { status: 'UNKNOWN', nativeStatus: 'halted', finishedAt: null }],
    [DWS, { start_time: '', result: null }, { status: 'PENDING', createdAt: null, finishedAt: null }],
    [DWS, { start_time: null, end_time: null }, { status: 'PENDING', createdAt: null }],
    [DWS, { start_time: undefined }, { status: 'PENDING', createdAt: null }],
    [DWS, { end_time: '2023-02-30 00:00:00' }, { status: 'SUCCEEDED', finishedAt: null }],
    [GEMINIDB, ended, { status: 'RUNNING', finishedAt: null, progress: 14 }],
    [GEMINIDB, { ...ended, status: 'Completed', progress: '' }, { finishedAt: Date.parse('2023-09-11T22:45:01Z') }],
    [GEMINIDB, { status: 'Completed', progress: '' }, { status: 'SUCCEEDED', progress: null }],
    [GEMINIDB, { status: 'Failed', fail_reason: 'quota' }, { status: 'FAILED', failureReason: 'quota' }],
    [GEMINIDB, { fail_reason: 'quota' }, { status: 'RUNNING', failureReason: null }],
    [GEMINIDB, { progress: 60 }, { progress: 60 }],
    [GEMINIDB, { progress: '160%' }, { progress: null }],
    [GEMINIDB, { progress: 'some' }, { progress: null }],
    [GEMINIDB, { instance: null }, { clusters: [], details: { instanceId: null, instanceName: null } }],
    [GEMINIDB, { instance: undefined }, { clusters: [] }],
    [GEMINIDB, { instance: { id: '' } }, { clusters: [] }],
  ])('of %s with %j is %j', async (provider, changes, expected) => {
    expect((await readJob(provider, changes))?.value).toMatchObject(expected);
  });

  it('of DWS is listed first until it has started', async () => {
    expect(await readJob(DWS, { start_time: null })).toMatchObject({ time: Infinity });
  });

  it('of DWS is identified by cluster, type, logical cluster and start, and not by fields that change', async () => {
    const running = await readJob(DWS, { result: null, end_time: null, log: '' });
    const done = await readJob(DWS, {});
    const others = await Promise.all(
      [{ type: 'Shrink' }, { logical_cluster_name: 'x' }, { start_time: '2023-06-05 01:58:44' }].map((changes) =>
        readJob(DWS, changes),
      ),
    );
    expect(running?.identity).toBe(done?.identity);
    expect(new Set([done, ...others].map((row) => row?.identity)).size).toBe(4);
  });
});

describe('A time', () => {
  it.each([
    ['2023-10-09T02:07:13', undefined, '2023-10-09T02:07:13.000Z'],
    ['2023-10-09T02:07:13', 'Asia/Shanghai', '2023-10-08T18:07:13.000Z'],
    ['2023-10-09T02:07:13.45', 'Asia/Shanghai', '2023-10-08T18:07:13.450Z'],
    ['2023-10-09T02:07:13Z', 'Asia/Shanghai', '2023-10-09T02:07:13.000Z'],
    ['2023-10-09T02:07:13+0800', 'UTC', '2023-10-08T18:07:13.000Z'],
    // Clocks go back at 03:00 +02:00. The first of the two possible times is used.
    ['2023-10-29T02:30:00', 'Europe/Berlin', '2023-10-29T00:30:00.000Z'],
    // Clocks skip this hour. The offset before the gap is used.
    ['2023-03-26T02:30:00', 'Europe/Berlin', '2023-03-26T01:30:00.000Z'],
  ])('%s in an account of %s is %s', async (created, timeZone, expected) => {
    const cluster = await readCluster(CSS, { created }, timeZone);
    expect(new Date(cluster?.createdAt ?? Number.NaN).toISOString()).toBe(expected);
  });

  it('of a DWS task is in the account’s zone as well', async () => {
    const row = await readJob(DWS, { start_time: '2023-06-05 01:58:43' }, 'Asia/Shanghai');
    expect(row?.time).toBe(Date.parse('2023-06-04T17:58:43Z'));
  });
});
