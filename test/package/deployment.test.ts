import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { parseConfiguration } from '../../src/app/configuration.js';
import { readArguments } from '../../src/cli/arguments.js';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, root), 'utf8');

interface Container {
  readonly image: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly resources: { readonly limits: object; readonly requests: object };
  readonly volumeMounts: readonly { readonly mountPath: string }[];
  readonly securityContext: object;
  readonly [probe: string]: unknown;
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly stringData: Readonly<Record<string, string>>;
  readonly spec: {
    readonly scaleTargetRef: object;
    readonly maxReplicas: number;
    readonly ports: readonly object[];
    readonly template: { readonly spec: { readonly securityContext: object; readonly containers: [Container] } };
  };
}

interface Kustomization {
  readonly resources: string[];
  readonly configMapGenerator: readonly object[];
}

const FOLDER = 'deploy/kubernetes/';
const files = readdirSync(new URL(FOLDER, root));
const documents = files.flatMap((file) => parseAllDocuments(read(FOLDER + file)));
const manifests = documents.map((document) => document.toJS() as Manifest);

function manifest(kind: string): Manifest {
  const found = manifests.find((candidate) => candidate.kind === kind);
  if (!found) throw new Error(`There is no ${kind}.`);
  return found;
}

/** A filled copy of the example of a secret. */
const environment = {
  ...Object.fromEntries(Object.keys(manifest('Secret').stringData).map((name) => [name, 'x'])),
  DATABASE_URL: 'postgres://db/jobgraph',
};

describe('the Kubernetes manifests', () => {
  const [container] = manifest('Deployment').spec.template.spec.containers;

  it('are valid YAML and listed in the kustomization', () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    const listed = parseAllDocuments(read(`${FOLDER}kustomization.yaml`))[0]?.toJS() as Kustomization;
    expect(listed.configMapGenerator).toEqual([{ name: 'jobgraph', files: ['jobgraph.config.yaml'] }]);
    const named = [...listed.resources, 'jobgraph.config.yaml'];
    expect(named.sort()).toEqual(files.filter((file) => !/kustomization|example/.test(file)).sort());
  });

  it('have a valid configuration and a secret for each of its variables', async () => {
    const text = read(`${FOLDER}jobgraph.config.yaml`);
    const names = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
    expect(names.sort()).toEqual(Object.keys(manifest('Secret').stringData).sort());
    await expect(parseConfiguration(text, environment, 'The configuration')).resolves.toBeDefined();
  });

  it('probe the health paths on the served port', () => {
    const http = (path: string) => ({ httpGet: { path, port: 'http' } });
    expect(container.ports).toEqual([{ name: 'http', containerPort: 4000 }]);
    expect(container).toMatchObject({
      startupProbe: http('/health/ready'),
      readinessProbe: http('/health/ready'),
      livenessProbe: http('/health/live'),
    });
    expect(manifest('Service').spec.ports).toEqual([{ name: 'http', port: 4000, targetPort: 'http' }]);
  });

  it('limit the resources of a replica and drop its privileges', () => {
    const bounds = { cpu: expect.any(String) as string, memory: expect.any(String) as string };
    expect(container.resources).toEqual({ requests: bounds, limits: bounds });
    expect(container.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    expect(manifest('Deployment').spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true });
  });

  it('divide the rate among as many replicas as the autoscaler may start', () => {
    const { maxReplicas } = manifest('HorizontalPodAutoscaler').spec;
    const [document] = parseAllDocuments(read(`${FOLDER}jobgraph.config.yaml`));
    expect(document?.toJS()).toMatchObject({ replicas: maxReplicas });
  });

  it('share a database whose URL is in the secret, so that replicas act as one', async () => {
    const text = read(`${FOLDER}jobgraph.config.yaml`);
    const { store, replicas } = await parseConfiguration(text, environment, 'The configuration');
    expect(store?.kind === 'postgres' && store.url.reveal()).toBe('postgres://db/jobgraph');
    expect(replicas).toBe(manifest('HorizontalPodAutoscaler').spec.maxReplicas);
  });

  it('keep a replica running while nodes are drained', () => {
    const { spec } = manifest('PodDisruptionBudget');
    expect(spec).toEqual({ minAvailable: 1, selector: { matchLabels: { app: 'jobgraph' } } });
  });

  it('scale their own deployment', () => {
    const { name } = manifest('Deployment').metadata;
    expect(manifest('HorizontalPodAutoscaler').spec.scaleTargetRef).toMatchObject({ kind: 'Deployment', name });
  });
});

describe('the Dockerfile', () => {
  const dockerfile = read('Dockerfile');
  const command = (name: string) =>
    JSON.parse(new RegExp(`^${name} (\\[.*\\])$`, 'm').exec(dockerfile)?.[1] ?? '[]') as string[];

  it('uses Node 24 in every stage, and neither dev dependencies nor root in the last one', () => {
    const stages = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(new Set(stages)).toEqual(new Set(['node:24-bookworm-slim']));
    expect(dockerfile).toContain('npm ci --omit=dev');
    expect(dockerfile.lastIndexOf('\nUSER 1000:1000')).toBeGreaterThan(dockerfile.lastIndexOf('\nFROM'));
  });

  it('starts the program with valid arguments', () => {
    expect(command('ENTRYPOINT')).toEqual(['node', 'dist/main.js']);
    const expected = { name: 'serve', config: '/etc/jobgraph/jobgraph.config.yaml', host: '0.0.0.0', port: 4000 };
    expect(readArguments(command('CMD'))).toEqual(expected);
    expect(manifest('Deployment').spec.template.spec.containers[0].volumeMounts[0]?.mountPath).toBe('/etc/jobgraph');
  });

  it('copies every folder of the package into the image', () => {
    const { files } = JSON.parse(read('package.json')) as { files: readonly string[] };
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM'));
    const copied = [...lastStage.matchAll(/^COPY .*?(\S+)$/gm)].map(([, target]) => target);
    expect(copied).toEqual(expect.arrayContaining(files.map((file) => file.split('/')[0])));
  });

  it('copies only what .dockerignore admits', () => {
    const letIn = read('.dockerignore')
      .match(/^!.+$/gm)
      ?.map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    );
    expect([...new Set(copied)].sort()).toEqual(letIn?.sort());
  });
});
