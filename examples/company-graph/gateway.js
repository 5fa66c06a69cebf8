// Serves a supergraph with Hive Gateway's runtime.
//   node examples/company-graph/gateway.js FILE [PORT]      (PORT is 4000 by default)
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

if (import.meta.main) {
  const [file, port = '4000'] = process.argv.slice(2);
  const gateway = await startGateway(await readFile(file ?? 'supergraph.graphql', 'utf8'), Number(port));
  process.stdout.write(`The gateway is up: http://127.0.0.1:${gateway.address().port}/graphql\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      gateway.closeAllConnections();
      gateway.close(() => process.exit(0));
    });
  }
}

/** Resolves with the listening HTTP server. */
export async function startGateway(supergraph, port) {
  const runtime = createGatewayRuntime({ supergraph, logging: 'warn', maskedErrors: false });
  const server = createServer(runtime);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
