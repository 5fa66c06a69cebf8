// Composes subgraphs into a supergraph, as a registry or a router's command line would.
//   node examples/company-graph/compose.js NAME=URL[,FILE] …      (prints it; the SDL is asked for where no FILE has it)
import { readFile } from 'node:fs/promises';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

if (import.meta.main) {
  try {
    process.stdout.write(await compose(process.argv.slice(2).map(toSubgraph)));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

/** The supergraph of `{ name, url, file? }`s; throws with what the subgraphs disagree on. */
export async function compose(subgraphs) {
  const services = await Promise.all(
    subgraphs.map(async ({ name, url, file }) => {
      const sdl = await (file === undefined ? askSdl(name, url) : readFile(file, 'utf8'));
      return { name, url, typeDefs: parse(sdl) };
    }),
  );
  const { errors, supergraphSdl } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

function toSubgraph(written) {
  const [, name, url, file] = /^([^=]+)=([^,]+)(?:,(.+))?$/.exec(written) ?? [];
  if (name === undefined) throw new Error(`${written} is not NAME=URL or NAME=URL,FILE.`);
  return { name, url, file };
}

async function askSdl(name, url) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ _service { sdl } }' });
  const response = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
  const sdl = (await response?.json().catch(() => undefined))?.data?._service?.sdl;
  if (sdl === undefined) throw new Error(`The subgraph ${name} does not tell its SDL at ${url}.`);
  return sdl;
}
