import type { Job } from '../fleet/job.js';
import type { Account } from '../fleet/state.js';
import { EVERYTHING, HOURS, isFiltered, type View } from '../fleet/view.js';
import { Choices } from './choices.js';
import { nameOfProvider } from '../words/words.js';

interface FilterBarProps {
  readonly view: View;
  readonly accounts: readonly Account[];
  readonly jobs: ReadonlyMap<string, Job>;
  readonly onChange: (part: Partial<View>) => void;
}

/** The time range and the filters. Those for one action or cluster are set from a job, and are removed here. */
export function FilterBar({ view, accounts, jobs, onChange }: FilterBarProps) {
  const clusterName = (id: string) => {
    const clusters = jobs.values().flatMap((job) => job.clusters);
    return clusters.find((cluster) => cluster.id === id)?.name ?? 'one cluster';
  };
  const chips = [
    ...view.actions.map((action) => ({
      text: `Action ${action}`,
      without: { actions: view.actions.filter((each) => each !== action) },
    })),
    ...view.clusters.map((id) => ({
      text: `Cluster ${clusterName(id)}`,
      without: { clusters: view.clusters.filter((each) => each !== id) },
    })),
  ];
  return (
    <search class="filters">
      <fieldset class="segments">
        <legend class="hidden">Time range</legend>
        {HOURS.map((hours) => (
          <label key={hours}>
            <input
              type="radio"
              name="hours"
              checked={view.hours === hours}
              onChange={() => {
                onChange({ hours });
              }}
            />
            <span>{hours} h</span>
          </label>
        ))}
      </fieldset>
      <Choices
        name="Accounts"
        options={accounts.map(({ name }) => ({ value: name, text: name }))}
        chosen={view.accounts}
        onChange={(chosen) => {
          onChange({ accounts: chosen });
        }}
      />
      <Choices
        name="Providers"
        options={[...new Set(accounts.map(({ provider }) => provider))].map((value) => ({
          value,
          text: nameOfProvider(value),
        }))}
        chosen={view.providers}
        onChange={(providers) => {
          onChange({ providers });
        }}
      />
      <input
        type="search"
        aria-label="Text in the name of a cluster, the action or the reason"
        placeholder="Cluster, action or reason"
        value={view.text}
        onInput={({ currentTarget }) => {
          onChange({ text: currentTarget.value });
        }}
      />
      {chips.map(({ text, without }) => (
        <button
          key={text}
          type="button"
          class="chip"
          aria-label={`Remove the filter: ${text}`}
          onClick={() => {
            onChange(without);
          }}
        >
          {text} <span aria-hidden="true">×</span>
        </button>
      ))}
      {isFiltered(view) && (
        <button
          type="button"
          class="link"
          onClick={() => {
            onChange({ ...EVERYTHING, hours: view.hours });
          }}
        >
          Clear filters
        </button>
      )}
    </search>
  );
}
