import type { Responder } from '../support/fault-server.js';
import * as fault from '../support/responders.js';

/** A response that fails, and what one call makes of it. */
interface Case {
  readonly title: string;
  readonly responder: Responder;
  readonly code: string;
  readonly message: string;
  /** Requests that one call sends. */
  readonly attempts: number;
}

export const CASES: readonly Case[] = [
  {
    title: 'retries a connection that closes before the response',
    responder: fault.closeAtOnce,
    code: 'UPSTREAM_UNAVAILABLE',
    message: 'The provider closed the connection.',
    attempts: 3,
  },
  {
    title: 'retries a connection that is reset before the response',
    responder: fault.resetAtOnce,
    code: 'UPSTREAM_UNAVAILABLE',
    message: 'The provider closed the connection.',
    attempts: 3,
  },
  {
    title: 'retries a reset in the middle of a response',
    responder: fault.resetMidBody,
    code: 'UPSTREAM_UNAVAILABLE',
    message: "The provider's response was cut off.",
    attempts: 3,
  },
  {
    title: 'retries a response shorter than its Content-Length',
    responder: fault.truncated,
    code: 'UPSTREAM_UNAVAILABLE',
    message: "The provider's response was cut off.",
    attempts: 3,
  },
  {
    title: 'retries a response without its last chunk',
    responder: fault.truncatedChunks,
    code: 'UPSTREAM_UNAVAILABLE',
    message: "The provider's response was cut off.",
    attempts: 3,
  },
  {
    title: 'retries a 503',
    responder: fault.reply(503, 'the backend is unreachable'),
    code: 'UPSTREAM_UNAVAILABLE',
    message: 'The provider is temporarily unavailable.',
    attempts: 3,
  },
  {
    title: 'retries throttling',
    responder: fault.reply(429),
    code: 'UPSTREAM_THROTTLED',
    message: 'The provider is throttling requests.',
    attempts: 3,
  },
  {
    title: 'rejects chunks without a size',
    responder: fault.badFraming,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not valid HTTP.",
    attempts: 1,
  },
  {
    title: 'rejects another protocol than HTTP',
    responder: fault.notHttp,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not valid HTTP.",
    attempts: 1,
  },
  {
    title: 'rejects a header that is too large',
    responder: fault.largeHeader,
    code: 'UPSTREAM_INVALID',
    message: "The header of the provider's response is too large.",
    attempts: 1,
  },
  {
    title: 'rejects HTML with status 200',
    responder: fault.html,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not an object.",
    attempts: 1,
  },
  {
    title: 'rejects an empty response',
    responder: fault.empty,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not an object.",
    attempts: 1,
  },
  {
    title: 'rejects JSON with a hundred thousand levels without a crash',
    responder: fault.deepJson,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not an object.",
    attempts: 1,
  },
  {
    title: 'rejects invalid UTF-8 instead of replacing it',
    responder: fault.badUtf8,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is not valid UTF-8.",
    attempts: 1,
  },
  {
    title: 'rejects a content encoding that it did not request',
    responder: fault.gzipped,
    code: 'UPSTREAM_INVALID',
    message: 'The provider sent a content encoding that was not requested.',
    attempts: 1,
  },
  {
    title: 'aborts a chunked response of 300 MB',
    responder: fault.endless(300),
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is too large.",
    attempts: 1,
  },
  {
    title: 'aborts a response with too many chunks',
    responder: fault.crumbs,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is too large.",
    attempts: 1,
  },
  {
    title: 'does not read a response with a Content-Length of 300 MB',
    responder: fault.announcedHuge,
    code: 'UPSTREAM_INVALID',
    message: "The provider's response is too large.",
    attempts: 1,
  },
];
