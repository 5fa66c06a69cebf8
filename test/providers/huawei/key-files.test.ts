import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openSecretFile } from '../../../src/config/secret.js';
import type { ConfiguredKey } from '../../../src/providers/shared/access-key.js';
import { openMachine } from './machine.js';

const ANY_TEXT = { expected: 'a text', isValid: () => true };

const OLD = { accessKeyId: 'AKOLD', secretAccessKey: 'sk-old' };
const NEW = { accessKeyId: 'AKNEW', secretAccessKey: 'sk-new' };

function openKeyFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-key-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (key: Partial<typeof OLD>) => {
    for (const [name, text] of Object.entries(key)) writeFileSync(join(folder, name), `${text}\n`);
  };
  write(OLD);
  const open = (name: string) => openSecretFile(join(folder, name), ANY_TEXT);
  const key: ConfiguredKey = { accessKeyId: open('accessKeyId'), secretAccessKey: open('secretAccessKey') };
  return { key, write };
}

/** An account whose key is in files. The provider accepts both keys, each until the end of its lifetime. */
async function openRotated(lifetimeMs: { readonly old: number; readonly new?: number }) {
  const { key, write } = openKeyFiles();
  const now = Date.now();
  const projectIds = ['0b06d044ea4f49f1a58b2bed2b0084bd'];
  const keys = [
    { ...OLD, projectIds, expiresAt: now + lifetimeMs.old },
    { ...NEW, projectIds, expiresAt: now + (lifetimeMs.new ?? 3_600_000) },
  ];
  const machine = await openMachine({}, { keys });
  const { account, list } = machine.open(key);
  return { machine, list, write, keyId: () => account.describeCredential?.().keyId, key };
}

it('A rotated key file is used within five seconds', async () => {
  const { machine, list, write, key } = await openRotated({ old: 3_600_000 });
  await list();
  write(NEW);
  const used: string[] = [];
  machine.clouds.intercept(({ headers }) => {
    used.push(/Access=(\w+)/.exec(headers.authorization ?? '')?.[1] ?? '');
    return undefined;
  });
  for (let second = 0; second < 5; second++) {
    machine.advance(1000);
    await list();
  }
  expect(used.at(-1)).toBe('AKNEW');
  expect(key.secretAccessKey.reveal()).toBe('sk-new');
});

it('A rotated key file is used after the first rejection, within the same call', async () => {
  const { machine, list, write } = await openRotated({ old: 60_000 });
  await list();
  write(NEW);
  machine.advance(60_000);
  await Promise.all(Array.from({ length: 20 }, () => list()));
});

it('Key files that are written at different times are not mixed, and no signature is rejected', async () => {
  const { machine, list, write } = await openRotated({ old: 3_600_000 });
  const statuses = () => machine.clouds.calls.list('css').map(({ status }) => status);
  await list();
  machine.advance(1000);
  write({ accessKeyId: NEW.accessKeyId });
  machine.advance(1500);
  await list();
  write({ secretAccessKey: NEW.secretAccessKey });
  for (let second = 0; second < 6; second++) {
    machine.advance(1000);
    await list();
  }
  expect(new Set(statuses())).toEqual(new Set([200]));
});

it('A wrong secret that is corrected in its file is used at once, although its key was locked out', async () => {
  const { machine, list, write } = await openRotated({ old: 3_600_000 });
  write({ secretAccessKey: 'wrong' });
  machine.advance(2000);
  for (let second = 0; second < 3; second++) {
    machine.advance(3000);
    await list().catch(() => undefined);
  }
  for (let call = 0; call < 5; call++) await expect(list()).rejects.toMatchObject({ code: 'UPSTREAM_AUTH' });
  write(OLD);
  machine.advance(2000);
  await list().catch(() => undefined);
  machine.advance(2000);
  await list();
});
