import { Agent, request } from 'undici';
import type { CloudRequest } from '../../src/simulator/index.js';
import { parseClaim, verifySignature } from '../../src/simulator/huawei/signature.js';
import type { Sign } from '../signer.js';

/** A simulated account whose responses are recorded; all its aliases share them. */
export interface Recorded {
  /** The start of all its paths: `/v1.0/{project}`. Two services may have a project in common. */
  readonly base: string;
  /** Base URL of the simulated cloud. */
  readonly origin: string;
  readonly secretAccessKey: string;
  readonly sign: Sign;
}

/** A whole response, ready to be written. Its `Date`, and its number if responses change, are overwritten in place. */
export interface Recording {
  readonly bytes: Buffer;
  readonly numberAt: number;
  dated: number;
}

const DATE_AT = 'HTTP/1.1 200 OK\r\nDate: '.length;
/** A field that no server reads. Its digits make responses differ. */
const NUMBER = 'response_number';
const DIGITS = 12;
const agent = new Agent();

/** Recorded responses by request. An unknown request is signed anew, sent to the simulator and recorded. */
export class Recorder {
  readonly #recordings = new Map<string, Recording>();
  readonly #accounts: ReadonlyMap<string, Recorded>;
  #second = 0;
  #date = '';
  invalid = 0;
  failed = 0;
  /** Whether no two responses are equal. */
  isChanging = false;
  #number = 0;

  constructor(accounts: readonly Recorded[]) {
    this.#accounts = new Map(accounts.map((account) => [account.base, account]));
  }

  get size(): number {
    return this.#recordings.size;
  }

  find(target: string): Buffer | undefined {
    const recording = this.#recordings.get(toKey(target));
    return recording && this.#dated(recording);
  }

  /** Verifies the signature and calls the simulator. */
  async record(target: string, head: string): Promise<Buffer> {
    const account = this.verify(target, head);
    if (!account) return UNAUTHORIZED;
    const [path = '', query = ''] = toRealTarget(target).split('?');
    const { statusCode, body } = await request(account.origin + path + (query && `?${query}`), {
      headers: account.sign(path, query),
      dispatcher: agent,
    });
    const text = await body.text();
    if (statusCode !== 200) {
      this.failed++;
      return toResponse(statusCode, text);
    }
    const bytes = toResponse(statusCode, text.replace('{', `{"${NUMBER}":"${'0'.repeat(DIGITS)}",`));
    const recording: Recording = { bytes, numberAt: bytes.indexOf(NUMBER) + NUMBER.length + 3, dated: 0 };
    this.#recordings.set(toKey(target), recording);
    return this.#dated(recording);
  }

  /** The account that signed the request; `undefined` if the signature is wrong. */
  verify(target: string, head: string): Recorded | undefined {
    const account = this.#accounts.get(ALIAS.exec(target)?.[1] ?? '');
    const headers = toHeaders(head);
    const claim = parseClaim(headers['authorization'] ?? '');
    const [path = '', rawQuery = ''] = target.split('?');
    const signed: Pick<CloudRequest, 'method' | 'path' | 'rawQuery' | 'headers' | 'body'> = {
      method: 'GET',
      path,
      rawQuery,
      headers,
      body: '',
    };
    if (account && claim && verifySignature(signed, claim, account.secretAccessKey)) return account;
    this.invalid++;
    return undefined;
  }

  #dated(recording: Recording): Buffer {
    const now = Math.floor(Date.now() / 1000);
    if (now !== this.#second) [this.#second, this.#date] = [now, new Date(now * 1000).toUTCString()];
    if (recording.dated !== now) {
      recording.bytes.write(this.#date, DATE_AT, 'latin1');
      recording.dated = now;
    }
    if (this.isChanging) {
      this.#number++;
      recording.bytes.write(String(this.#number).padStart(DIGITS, '0'), recording.numberAt, 'latin1');
    }
    return recording.bytes;
  }
}

/** An alias's path is that of its account with the alias's number behind the project id. */
const ALIAS = /^(\/v[\d.]+\/[0-9a-f]{32})-\d\d/;
const TIMES = /(?:start|end)_time=[^&]*&?/g;

/** Aliases share responses. Time windows are ignored, because windows a few seconds apart hold the same rows. */
function toKey(target: string): string {
  const real = toRealTarget(target);
  return real.includes('_time=') ? real.replace(TIMES, '') : real;
}

function toRealTarget(target: string): string {
  return target.replace(ALIAS, '$1');
}

function toHeaders(head: string): Record<string, string> {
  const lines = head.split('\r\n').slice(1);
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

function toResponse(status: number, body: string): Buffer {
  const date = new Date().toUTCString();
  const reason = status === 200 ? 'OK' : 'Error';
  return Buffer.from(
    `HTTP/1.1 ${status} ${reason}\r\nDate: ${date}\r\nContent-Type: application/json;charset=UTF-8\r\n` +
      `X-Request-Id: 5f2c1b7c9d3e4f60a1b2c3d4e5f60718\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

const UNAUTHORIZED = toResponse(401, '{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication"}');
