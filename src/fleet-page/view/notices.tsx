import type { FleetState } from '../fleet/state.js';
import { many } from '../words/words.js';

/** The reasons why the page is incomplete: a failed request, unavailable sources, and errors of single fields. */
export function Notices({ state }: { readonly state: FleetState }) {
  const { problem, reading } = state;
  const unavailable = reading?.unavailable ?? [];
  const messages = reading?.messages ?? [];
  return (
    <div role="region" aria-label="Problems" class="notices">
      {problem && (
        <div class="notice error" role="alert">
          <strong>{problem.title}</strong> {problem.advice}
        </div>
      )}
      {unavailable.length > 0 && (
        <details class="notice warning" open={unavailable.length <= 5}>
          <summary>
            <strong>{many(unavailable.length, 'source')} unavailable.</strong> Their newest jobs are missing below.
          </summary>
          <ul>
            {unavailable.map(({ account, cluster, code, message, retryable }) => (
              <li key={`${account.name} ${cluster?.nativeId ?? ''} ${code}`}>
                <strong>{account.name}</strong>
                {cluster && ` · ${cluster.name ?? cluster.nativeId}`}: {message} <code>{code}</code>{' '}
                {retryable ? 'It is tried again by itself.' : 'It stays so until somebody changes something.'}
              </li>
            ))}
          </ul>
        </details>
      )}
      {messages.length > 0 && (
        <details class="notice warning">
          <summary>
            <strong>{many(messages.length, 'error')} at single fields.</strong> Some names or times may be missing.
          </summary>
          <ul>
            {messages.map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
