// Composes subgraphs into a supergraph and prints it, as a schema registry or a router's command line does.
//   node examples/company-graph/compose.js NAME=URL[,FILE] …      (without FILE the SDL is fetched from URL)
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

/** The supergraph SDL of `{ name, url, file? }[]`. Throws an error with the composition errors as its message. */
export async function compose(subgraphs) {
  const services = await Promise.all(
    subgraphs.map(async ({ name, url, file }) => {
      const sdl = await (file === undefined ? fetchSdl(name, url) : readFile(file, 'utf8'));
      return { name, url, typeDefs: parse(sdl) };
    }),
  );
  const { errors, supergraphSdl } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

function toSubgraph(argument) {
  const [, name, url, file] = /^([^=]+)=([^,]+)(?:,(.+))?$/.exec(argument) ?? [];
  if (name === undefined) throw new Error(`${argument} is not NAME=URL or NAME=URL,FILE.`);
  return { name, url, file };
}

async function fetchSdl(name, url) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query: '{ _service { sdl } }' });
  const response = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
  const sdl = (await response?.json().catch(() => undefined))?.data?._service?.sdl;
  if (sdl === undefined) throw new Error(`The subgraph ${name} does not return its SDL at ${url}.`);
  return sdl;
}
