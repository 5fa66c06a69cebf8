import { useEffect, useRef } from 'preact/hooks';

interface TokenFieldProps {
  readonly token: string;
  /** Whether the server has rejected a request for its credential. */
  readonly isNeeded: boolean;
  readonly onToken: (token: string) => void;
}

/** The field for a token. The token stays in the memory of this tab: it is gone after a reload. */
export function TokenField({ token, isNeeded, onToken }: TokenFieldProps) {
  const details = useRef<HTMLDetailsElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!isNeeded || !details.current) return;
    details.current.open = true;
    input.current?.focus();
  }, [isNeeded]);
  return (
    <details class="menu token" ref={details}>
      <summary>{token === '' ? 'Token' : 'Token set'}</summary>
      <form
        class="menu-body"
        onSubmit={(event) => {
          event.preventDefault();
          onToken(input.current?.value.trim() ?? '');
          if (details.current) details.current.open = false;
        }}
      >
        <label for="token">Bearer token, or the router’s secret</label>
        <input id="token" ref={input} type="password" autocomplete="off" spellcheck={false} />
        <p class="faint">Sent to this server only. It stays in the memory of this tab and is gone after a reload.</p>
        <button type="submit" class="action">
          Use
        </button>
      </form>
    </details>
  );
}
