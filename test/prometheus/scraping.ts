import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

const DEPLOY = new URL('../../deploy/', import.meta.url);

/** A Prometheus that scrapes one target every half second. */
export interface Scraping {
  /** The values of an instant query, each with its labels. */
  query(expression: string): Promise<readonly { readonly metric: Readonly<Record<string, string>> }[]>;
  /** The labels of the alerts that fire. */
  firing(): Promise<readonly Readonly<Record<string, string>>[]>;
}

/** Starts Prometheus with the alert rules of `deploy/`, whose `for` is shortened to a second. */
export async function startPrometheus(target: string): Promise<Scraping> {
  const folder = await mkdtemp(join(tmpdir(), 'jobgraph-prometheus-'));
  const rules = await readFile(new URL('prometheus/alerts.yaml', DEPLOY), 'utf8');
  await writeFile(join(folder, 'alerts.yaml'), rules.replaceAll(/^( +)for: .*$/gm, '$1for: 1s'));
  const config = {
    global: { scrape_interval: '500ms', evaluation_interval: '500ms' },
    rule_files: ['alerts.yaml'],
    scrape_configs: [{ job_name: 'jobgraph', static_configs: [{ targets: [target] }] }],
  };
  // JSON is YAML.
  await writeFile(join(folder, 'prometheus.yaml'), JSON.stringify(config));
  const address = `127.0.0.1:${await freePort()}`;
  const options = [`--config.file=${folder}/prometheus.yaml`, `--storage.tsdb.path=${folder}/data`];
  const process = spawn('prometheus', [...options, `--web.listen-address=${address}`, '--log.level=error']);
  const ended = new Promise((resolve) => process.once('exit', resolve));
  onTestFinished(async () => {
    process.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  const read = async <T>(path: string): Promise<T> => {
    const response = await fetch(`http://${address}/api/v1/${path}`);
    const { data } = (await response.json()) as { data: T };
    return data;
  };
  await vi.waitFor(() => read('status/runtimeinfo'), { timeout: 20_000, interval: 100 });
  return {
    query: async (expression) => {
      const { result } = await read<{ result: { metric: Record<string, string> }[] }>(
        `query?query=${encodeURIComponent(expression)}`,
      );
      return result;
    },
    firing: async () => {
      const { alerts } = await read<{ alerts: { state: string; labels: Record<string, string> }[] }>('alerts');
      return alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels);
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
