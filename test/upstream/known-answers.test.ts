import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createAgent, type UpstreamResult } from '../../src/upstream/index.js';
import { ParsedResponseCache } from '../../src/upstream/parsed-response-cache.js';
import * as fault from '../support/responders.js';
import { classify, openLine } from './line.js';

const EDGE = 'x'.repeat(100);
/** Answers that differ in one byte in their middle. */
const [LEFT, RIGHT] = ['l', 'r'].map((side) => ({ head: EDGE, side, tail: EDGE }));

function resultOf(answer: UpstreamResult | 'refused'): UpstreamResult {
  if (answer === 'refused') throw new Error('The question was refused.');
  return answer;
}

describe('an answer that is told again, byte for byte', () => {
  test('is read twice, and no more unless somebody wants it read', async () => {
    const read = vi.fn(classify);
    const protocol = { sign: () => ({ target: '/jobs', headers: {} }), classify: read };
    const { ask, server } = await openLine([fault.json({ jobs: [1] })], { protocol });
    const [first, second, ...others] = [await ask(), await ask(), await ask(), await ask()].map(resultOf);
    expect(server.received).toHaveLength(4);
    expect(read).toHaveBeenCalledTimes(2);
    expect(first?.known).toBeUndefined();
    expect(second?.known).toBeDefined();
    for (const { known } of others) expect(known).toBe(second?.known);
    for (const { body } of [first, second, ...others].filter((told) => told !== undefined))
      expect(body).toEqual({ jobs: [1] });
  });

  test('is that of any question, and its clock is that of each reply', async () => {
    const { ask } = await openLine([
      fault.json({ jobs: [] }, { date: 'Sat, 21 Nov 2026 08:00:00 GMT' }),
      fault.json({ jobs: [] }, { date: 'Sat, 21 Nov 2026 08:00:01 GMT' }),
      fault.json({ jobs: [] }, { date: 'Sat, 21 Nov 2026 08:00:02 GMT' }),
    ]);
    const told = [await ask('/a'), await ask('/b'), await ask('/c')].map(resultOf);
    expect(told[1]?.known).toBeDefined();
    expect(told[2]?.known).toBe(told[1]?.known);
    expect(told.map(({ serverTime = 0 }) => new Date(serverTime).getUTCSeconds())).toEqual([0, 1, 2]);
  });

  test('is not taken for one that differs in a single byte', async () => {
    const sides = [LEFT, LEFT, LEFT, RIGHT, LEFT, RIGHT, RIGHT, RIGHT, LEFT, LEFT];
    const { ask } = await openLine(sides.map((side) => fault.json(side ?? {})));
    for (const side of sides) expect(resultOf(await ask()).body).toEqual(side);
  });

  test('is read anew for each account', async () => {
    const agent = createAgent();
    onTestFinished(() => agent.close());
    const { ask, server } = await openLine([fault.json({ jobs: [] })], { agent });
    const other = { name: 'other', provider: 'HUAWEI_CSS', region: 'cn-north-4' } as const;
    const { ask: askAsOther } = await openLine([], { agent, endpoint: server.url, account: other });
    for (let time = 0; time < 3; time++) await ask();
    const own = resultOf(await ask());
    const others = [await askAsOther(), await askAsOther(), await askAsOther()].map(resultOf);
    expect(own.known).toBeDefined();
    expect(others[0]?.known).toBeUndefined();
    expect(others[2]?.known).toBeDefined();
    expect(others[2]?.known).not.toBe(own.known);
  });

  test('means nothing with another status', async () => {
    const good = fault.json({ jobs: [] });
    const { ask } = await openLine([good, good, good, fault.reply(403, '{"jobs":[]}'), good]);
    for (let time = 0; time < 3; time++) await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_FORBIDDEN' });
    expect(resultOf(await ask()).body).toEqual({ jobs: [] });
  });

  test('stays wrong where it was wrong', async () => {
    const { ask } = await openLine([fault.json('no object')]);
    for (let time = 0; time < 4; time++) await expect(ask()).rejects.toMatchObject({ code: 'UPSTREAM_INVALID' });
  });
});

describe('the memory for answers', () => {
  const answers = (bytes: number) => {
    const { find, keep } = new ParsedResponseCache(bytes).of(String);
    return {
      knows: (bytes: Buffer) => find(bytes, undefined) !== undefined,
      tell: (bytes: Buffer) => find(bytes, undefined) ?? keep(bytes),
    };
  };
  const told = (letter: string, length = 1000) => Buffer.from(letter.repeat(length));
  const letters = Array.from({ length: 26 }, (_, index) => told(String.fromCharCode(97 + index)));

  test('keeps what it has room for where more than that comes round and round', () => {
    const { knows, tell } = answers(40_000);
    for (let round = 0; round < 5; round++) letters.forEach(tell);
    const known = letters.filter(knows);
    expect(known.length).toBeGreaterThan(10);
    expect(known).toEqual(letters.slice(0, known.length));
    expect(known.length).toBeLessThan(letters.length);
  });

  test('drops for it what is told no more, the longest ago first', () => {
    const { knows, tell } = answers(40_000);
    const [some, others] = [letters.slice(0, 13), letters.slice(13)];
    for (let round = 0; round < 3; round++) some.forEach(tell);
    expect(some.every(knows)).toBe(true);
    for (let round = 0; round < 2; round++) others.slice(0, 5).forEach(tell);
    expect(others.slice(0, 5).every(knows)).toBe(true);
    expect(some.map(knows)).toEqual(some.map((_, index) => index > 2));
  });

  test('does not give room for many answers to a single one', () => {
    const { knows, tell } = answers(100_000);
    for (let time = 0; time < 3; time++) tell(told('a', 20_000));
    expect(knows(told('a', 20_000))).toBe(false);
  });

  test('keeps nothing of what is told once', () => {
    const { knows, tell } = answers(40_000);
    for (let time = 0; time < 2; time++) tell(told('a'));
    for (let length = 1001; length < 1100; length++) expect(tell(told('b', length))).toBeUndefined();
    expect(knows(told('a'))).toBe(true);
  });

  test('holds on to a copy of its own', () => {
    const { knows, tell } = answers(40_000);
    const received = told('a');
    for (let time = 0; time < 2; time++) tell(received);
    received.fill('b', 400, 600);
    expect(knows(told('a'))).toBe(true);
    expect(knows(received)).toBe(false);
  });
});
