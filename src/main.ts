#!/usr/bin/env node

// Old versions of Node must be able to run this file. Everything else is loaded after the check of the version.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) {
  // Jobgraph behaves the same for every value, but libraries are slower without this one.
  process.env['NODE_ENV'] = 'production';
  void start();
} else {
  process.stderr.write(`Jobgraph needs Node 22.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  // V8 would allocate rows in its old space, because under load they often survive a collection. There they keep other
  // objects alive, and collecting them took a quarter of all processor time of W2 and W3 (bench/profile.md).
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--no-allocation-site-pretenuring');
  const { run } = await import('./cli/run.js');
  const { factories } = await import('./app/composition-root.js');
  await run(process, factories);
}
