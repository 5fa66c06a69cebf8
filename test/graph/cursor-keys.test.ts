import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { createSecret, openSecretFile } from '../../src/config/secret.js';
import { openCursors } from '../../src/graph/cursors.js';
import { CursorSeal } from '../../src/paging/cursor/seal.js';

const ANY_TEXT = { expected: 'a text', isValid: () => true };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const PAYLOAD = Buffer.from('payload');

function openKeyFiles(...texts: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-cursor-keys-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (...keys: readonly string[]) => {
    for (const [index, key] of keys.entries()) writeFileSync(join(folder, String(index)), `${key}\n`);
  };
  write(...texts);
  const current = openCursors(texts.map((_, index) => openSecretFile(join(folder, String(index)), ANY_TEXT)));
  return { write, seal: () => current().seal };
}

it('Cursor keys in files are exchanged within five seconds, and every cursor of the old key stays valid', () => {
  const { write, seal } = openKeyFiles('old', 'older');
  const cursors = [seal().close(PAYLOAD, 'list')];
  write('new', 'old');
  for (let tenths = 0; tenths < 50; tenths++) {
    vi.advanceTimersByTime(100);
    cursors.push(seal().close(PAYLOAD, 'list'));
    for (const cursor of cursors) expect(seal().open(cursor, 'list')).toEqual(PAYLOAD);
  }
  expect(cursors.at(-1)).toBe(new CursorSeal(['new']).close(PAYLOAD, 'list'));
});

it('Cursor keys in files that are written one after the other are not mixed', () => {
  const { write, seal } = openKeyFiles('old', 'older');
  const issued = seal().close(PAYLOAD, 'list');
  vi.advanceTimersByTime(1900);
  write('new');
  vi.advanceTimersByTime(200);
  expect(seal().open(issued, 'list')).toEqual(PAYLOAD);
  write('new', 'old');
  for (let second = 0; second < 6; second++) {
    vi.advanceTimersByTime(1000);
    expect(seal().open(issued, 'list')).toEqual(PAYLOAD);
  }
  expect(seal().close(PAYLOAD, 'list')).toBe(new CursorSeal(['new']).close(PAYLOAD, 'list'));
});

it('Cursors under keys that are values are created once', () => {
  const current = openCursors([createSecret('a key')]);
  expect(current()).toBe(current());
});
