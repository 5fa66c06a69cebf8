import { useMemo, useState } from 'preact/hooks';
import { createEndpoint } from '../endpoint/endpoint.js';
import { isFiltered, showsAny } from '../fleet/view.js';
import { byTime, countByStatus, isRecent, isSelected } from '../fleet/job.js';
import { Timeline } from '../timeline/timeline.js';
import { Announcer } from '../view/announcer.js';
import { FailedJobs, OpenJobs } from '../jobs/job-lists.js';
import { FilterBar } from '../view/filter-bar.js';
import { Header } from '../view/header.js';
import { useNow } from '../view/use-now.js';
import { useFleet } from './use-fleet.js';
import { useView } from './use-view.js';
import { JobDialog } from '../jobs/job-dialog.js';
import { JobTable } from '../jobs/job-table.js';
import { Notices } from '../view/notices.js';
import { Shown } from '../view/shown.js';
import { StatusTiles } from '../view/status-tiles.js';

const MOVE_MS = 15_000;

export function FleetPage() {
  const [token, setToken] = useState('');
  const [view, change] = useView();
  const [openId, setOpenId] = useState<string>();
  const endpoint = useMemo(() => createEndpoint('graphql', token), [token]);
  const state = useFleet(endpoint, view);
  const { reading, totals, accounts } = state;
  // A change moves the timeline too, so that no job lies in the future.
  const tickMs = useNow(MOVE_MS);
  const nowMs = useMemo(() => Date.now(), [tickMs, state.jobs]);
  const rangeMs = view.hours * 3_600_000;

  const recent = useMemo(
    () => [...state.jobs.values()].filter((job) => isRecent(job, nowMs - rangeMs)).sort(byTime),
    [state.jobs, nowMs, rangeMs],
  );
  const matching = useMemo(
    () => recent.filter((job) => isSelected(job, { ...view, statuses: [] })),
    [recent, view.text],
  );
  const jobs = useMemo(() => matching.filter((job) => isSelected(job, view)), [matching, view.statuses.join()]);
  const rows = useMemo(() => {
    const { accounts: names, providers } = view;
    const isChosen = names.length === 0 ? () => true : (name: string) => names.includes(name);
    return accounts.filter(
      ({ name, provider }) => isChosen(name) && (providers.length === 0 || providers.includes(provider)),
    );
  }, [accounts, view.accounts.join('\n'), view.providers.join()]);
  const unavailable = useMemo(() => new Set(reading?.unavailable.map(({ account }) => account.name)), [reading]);
  const scope = [
    isFiltered(view) ? ' that matches the filters' : '',
    unavailable.size > 0 ? ' in the readable sources' : '',
  ].join('');
  const openJob = openId === undefined ? undefined : state.jobs.get(openId);

  return (
    <>
      <Header state={state} token={token} onToken={setToken} />
      <main aria-busy={state.isLoading && state.problem === undefined}>
        <Notices state={state} />
        <FilterBar view={view} accounts={accounts} jobs={state.jobs} onChange={change} />
        <StatusTiles
          view={view}
          counts={countByStatus(matching)}
          totals={view.text === '' ? totals : undefined}
          onChange={change}
        />
        <section class="card" aria-labelledby="timeline-title">
          <div class="card-head">
            <h2 id="timeline-title">Timeline</h2>
            <Shown view={view} state={state} shown={jobs.length} all={recent.length} />
          </div>
          <p class="hidden">
            Each job is a button. The arrow keys lead from job to job and from account to account, Home and End to the
            first and last job of an account, Enter to the details of a job.
          </p>
          <Timeline
            accounts={rows}
            jobs={jobs}
            unavailable={unavailable}
            isFiltered={isFiltered(view)}
            rangeMs={rangeMs}
            nowMs={nowMs}
            onOpen={setOpenId}
          />
        </section>
        <div class="columns">
          {showsAny(view, ['FAILED']) && <FailedJobs jobs={jobs} nowMs={nowMs} scope={scope} onOpen={setOpenId} />}
          {showsAny(view, ['RUNNING', 'PENDING']) && (
            <OpenJobs jobs={jobs} nowMs={nowMs} scope={scope} onOpen={setOpenId} />
          )}
        </div>
        {jobs.length > 0 && <JobTable jobs={jobs} nowMs={nowMs} onOpen={setOpenId} />}
      </main>
      {openJob && (
        <JobDialog
          job={openJob}
          nowMs={nowMs}
          onClose={() => {
            setOpenId(undefined);
          }}
          onChange={change}
        />
      )}
      <Announcer jobs={jobs} isReady={!state.isLoading} />
    </>
  );
}
