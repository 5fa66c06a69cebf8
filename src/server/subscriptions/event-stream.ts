import type { BaseContext } from '@apollo/server';
import { execute, type ExecutionResult, type FormattedExecutionResult, GraphQLError } from 'graphql';
import type { CurrentEngine, Engine, RequestInfo } from '../engine.js';
import { toFormatted } from '../execution/response.js';
import type { ValidSubscription } from '../execution/subscription-slot.js';
import { withRequestId } from '../mask.js';

const END = { done: true, value: undefined } as const;

type Next = IteratorResult<FormattedExecutionResult, undefined>;

/**
 * The responses of one subscription. Each is made when it is taken, so a slow subscriber holds none. A reload is in force
 * for the responses after it.
 */
export class EventStream<Context extends BaseContext> implements AsyncGenerator<FormattedExecutionResult, undefined> {
  readonly #engine: CurrentEngine<Context>;
  readonly #subscription: ValidSubscription;
  readonly #caller: RequestInfo;
  readonly #source: AsyncIterator<unknown>;
  readonly #onEnd: () => void;
  #last: FormattedExecutionResult | undefined;
  #isEnded = false;

  constructor(
    engine: CurrentEngine<Context>,
    subscription: ValidSubscription,
    caller: RequestInfo,
    source: AsyncIterable<unknown>,
    onEnd: () => void,
  ) {
    this.#engine = engine;
    this.#subscription = subscription;
    this.#caller = caller;
    this.#source = source[Symbol.asyncIterator]();
    this.#onEnd = onEnd;
  }

  async next(): Promise<Next> {
    if (!this.#isEnded) {
      const value = await this.#respond();
      if (value && !this.#last) return { done: false, value };
      await this.return();
    }
    const last = this.#last;
    this.#last = undefined;
    return last ? { done: false, value: last } : END;
  }

  async return(): Promise<Next> {
    if (!this.#isEnded) {
      this.#isEnded = true;
      this.#onEnd();
      await this.#source.return?.();
    }
    return END;
  }

  /** Ends the stream with one more response. */
  endWith(last: FormattedExecutionResult): void {
    if (!this.#isEnded) this.#last = last;
    void this.return();
  }

  async throw(error: unknown): Promise<Next> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  /** The response to the next event; `undefined`: there is none. */
  async #respond(): Promise<FormattedExecutionResult | undefined> {
    try {
      const event = await this.#source.next();
      if (event.done !== true) return await this.#respondTo(event.value);
    } catch (error) {
      const originalError = error instanceof Error ? error : undefined;
      const failure = new GraphQLError('The subscription failed.', { originalError });
      this.endWith(toEventResult({ errors: [failure] }, this.#engine.current, this.#caller));
    }
    return undefined;
  }

  async #respondTo(rootValue: unknown): Promise<FormattedExecutionResult> {
    const { schema, createContext } = this.#engine.current;
    const { document, operationName, variables: variableValues } = this.#subscription;
    const contextValue = await createContext({ ...this.#caller, isEvent: true });
    try {
      const result = await execute({ schema, document, operationName, variableValues, rootValue, contextValue });
      return toEventResult(result, this.#engine.current, this.#caller);
    } finally {
      contextValue[Symbol.dispose]?.();
    }
  }
}

/** A result for the caller: with formatted errors, the unexpected ones hidden and logged. */
export function toEventResult(
  result: ExecutionResult,
  { logger, formatError }: Pick<Engine<BaseContext>, 'logger' | 'formatError'>,
  { requestId }: Pick<RequestInfo, 'requestId'>,
): FormattedExecutionResult {
  const { errors, ...rest } = toFormatted(result, formatError);
  return errors ? { errors: withRequestId(logger, requestId, errors, result.errors), ...rest } : rest;
}
