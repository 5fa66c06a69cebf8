import { setTimeout as delay } from 'node:timers/promises';
import type { CloudName } from './account.js';
import { createBehaviour } from './behaviour.js';
import { createCallLog, type CallRecorder } from './calls.js';
import { createRunningClock } from './clock.js';
import type { Clouds, CloudsOptions } from './clouds.js';
import { createHuawei } from './huawei/index.js';
import { createInterceptors, type Interceptors } from './intercept.js';
import { listen, type Listener } from './listen.js';
import { createQingCloud } from './qingcloud/index.js';
import { createRandom } from './random.js';
import type { CloudReply, CloudRequest, Fault, Service, Setting } from './service.js';
import { toFleetSize } from './size.js';
import type { AccountState } from './account-state.js';

export type { CloudName, SimulatedAccount } from './account.js';
export type { Behaviour } from './behaviour.js';
export type { CallLog, UpstreamCall } from './calls.js';
export { createFrozenClock, createRunningClock, type SimulatedClock } from './clock.js';
export type { Clouds, CloudsOptions } from './clouds.js';
export type { Interceptor } from './intercept.js';
export type { CloudReply, CloudRequest, Fault } from './service.js';
export type { FleetSize } from './size.js';
export type { AccountState, JobChange, ListedCluster, ListedJob } from './account-state.js';

/** Starts all simulated clouds, each with a server of its own on loopback. */
export async function startClouds(options: CloudsOptions = {}): Promise<Clouds> {
  const setting = toSetting(options);
  const huawei = createHuawei(setting, options.keys ?? []);
  const qingcloud = createQingCloud(setting);
  const services: readonly Service[] = [...huawei.services, qingcloud];
  const calls = createCallLog();
  const interceptors = createInterceptors();
  const listeners = await openServers(services, setting, options, toHandler(setting, calls, interceptors));
  const originOf = (cloud: CloudName): string => demand(listeners.get(cloud), cloud).origin;
  const states = services.flatMap((service) => service.states);
  return {
    accounts: states.map((state) => state.toAccount((cloud) => originOf(cloud) + basePathOf(services, cloud))),
    originOf,
    clock: setting.clock,
    behaviour: setting.behaviour,
    calls,
    states,
    state: (account) => find(states, account),
    intercept: (interceptor) => interceptors.add(interceptor),
    clearIntercepts: () => {
      interceptors.clear();
    },
    issueKey: (of, lifetimeMs) => {
      const expiresAt = setting.clock.now() + lifetimeMs;
      return of === 'huawei' ? huawei.identity.issueKey(expiresAt) : qingcloud.issueKey(expiresAt);
    },
    revokeTokens: () => {
      huawei.identity.revokeTokens();
    },
    close: async () => {
      await Promise.all(listeners.values().map((listener) => listener.close()));
    },
  };
}

type Handle = (service: Service, request: CloudRequest) => Promise<CloudReply | Fault>;

function toSetting(options: CloudsOptions): Setting {
  return {
    clock: options.clock ?? createRunningClock(),
    random: createRandom(options.seed ?? 'jobgraph'),
    size: toFleetSize(options.size ?? 'small'),
    behaviour: createBehaviour(options.behaviour ?? {}),
  };
}

function toHandler({ behaviour }: Setting, calls: CallRecorder, interceptors: Interceptors): Handle {
  return async (service, request) => {
    if (behaviour.delayMs > 0) await delay(behaviour.delayMs);
    const own = (): CloudReply => service.respond(request);
    const reply = interceptors.empty ? own() : await interceptors.respond(request, own);
    const { cloud, method, path } = request;
    const status = typeof reply === 'string' ? undefined : reply.status;
    calls.record({ cloud, method, path, query: Object.fromEntries(request.query), status });
    return reply;
  };
}

async function openServers(
  services: readonly Service[],
  setting: Setting,
  { host = '127.0.0.1', ports = {} }: CloudsOptions,
  handle: Handle,
): Promise<Map<CloudName, Listener>> {
  const opened = services.map(async (service): Promise<[CloudName, Listener]> => {
    const { cloud } = service;
    const ids = setting.random.fork(`requests/${cloud}`);
    const listener = await listen({
      cloud,
      host,
      port: ports[cloud] ?? 0,
      now: () => setting.clock.now(),
      nextRequestId: () => ids.hex(32),
      handle: (request) => handle(service, request),
    });
    return [cloud, listener];
  });
  return new Map(await Promise.all(opened));
}

function basePathOf(services: readonly Service[], cloud: CloudName): string {
  return services.find((service) => service.cloud === cloud)?.basePath ?? '';
}

function find(states: readonly AccountState[], account: string): AccountState {
  return demand(
    states.find((state) => state.name === account),
    account,
  );
}

function demand<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The simulation has no ${name}.`);
  return value;
}
