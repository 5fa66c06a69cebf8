#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Old versions of Node must get through this file: whatever is newer is loaded once the version is known.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) {
  // The same everywhere: nothing may depend on it, and libraries are slower without it.
  process.env['NODE_ENV'] = 'production';
  // Under load V8 takes the rows of answers for long-lived and begins to put them among the old objects at once. There
  // they outlive their answer, and hold on to all that the next ones put beside them, until everything is collected.
  setFlagsFromString('--no-allocation-site-pretenuring');
  // Room for old objects up to three times what is in use: with less, collecting takes over; more is only memory.
  setFlagsFromString('--heap-growing-percent=200');
  void start();
} else {
  process.stderr.write(`Jobgraph needs Node 22.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const { run } = await import('./cli/run.js');
  const { parts } = await import('./app/wiring.js');
  await run(process, parts);
}
