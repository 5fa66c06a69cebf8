import type { FleetState } from '../fleet/state.js';
import { useNow } from './use-now.js';
import { duration, shortTime, zoneName } from '../words/times.js';
import { TokenField } from './token-field.js';

interface HeaderProps {
  readonly state: FleetState;
  readonly token: string;
  readonly onToken: (token: string) => void;
}

const UPDATES: Readonly<Record<FleetState['updates'], { readonly text: string; readonly title: string }>> = {
  starting: { text: 'Connecting', title: 'The page subscribes to changes.' },
  live: { text: 'Live', title: 'Changes appear as the server finds them.' },
  reconnecting: {
    text: 'Reconnecting',
    title: 'The connection for changes was lost. Nothing is missed when it is back.',
  },
  polling: { text: 'Every minute', title: 'The server has no store, so the page reads the providers every minute.' },
};

/** The title, how the page is updated, the age of the data, the time zone, and the token. */
export function Header({ state, token, onToken }: HeaderProps) {
  const nowMs = useNow(1000);
  const { text, title } = UPDATES[state.updates];
  const asOfMs = state.reading?.asOfMs;
  const isBroken = state.problem !== undefined;
  return (
    <header>
      <h1>
        <a href="./">Jobgraph</a> fleet
      </h1>
      <span class={`pill ${isBroken ? 'broken' : state.updates}`} title={title}>
        {isBroken ? 'Not up to date' : text}
      </span>
      <span class="as-of">
        {asOfMs === undefined ? (
          state.isLoading && !isBroken ? (
            'Loading…'
          ) : (
            'No source could be read'
          )
        ) : (
          <>
            Data as of <time dateTime={new Date(asOfMs).toISOString()}>{shortTime(asOfMs, nowMs)}</time>
            <span class="faint"> · {duration(nowMs - asOfMs)} old</span>
          </>
        )}
      </span>
      <span class="faint zone">Times in {zoneName(nowMs)}</span>
      <nav aria-label="Other pages">
        <a href="graphiql">GraphiQL</a>
        <TokenField token={token} isNeeded={state.problem?.kind === 'credential'} onToken={onToken} />
      </nav>
    </header>
  );
}
