import { useEffect, useRef } from 'preact/hooks';

interface ChoicesProps<Value extends string> {
  readonly name: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  /** None: all. */
  readonly chosen: readonly Value[];
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** A menu of check boxes. It closes with Escape and when something else is clicked. */
export function Choices<Value extends string>({ name, options, chosen, onChange }: ChoicesProps<Value>) {
  const root = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const onPointerDown = ({ target }: PointerEvent) => {
      if (root.current && target instanceof Node && !root.current.contains(target)) root.current.open = false;
    };
    addEventListener('pointerdown', onPointerDown);
    return () => {
      removeEventListener('pointerdown', onPointerDown);
    };
  }, []);
  const unknown = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...unknown.map((value) => ({ value, text: `${value} (not found)` }))];
  return (
    <details
      class="menu"
      ref={root}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !root.current) return;
        root.current.open = false;
        root.current.querySelector('summary')?.focus();
      }}
    >
      <summary>
        {name}
        <span class="faint"> {chosen.length === 0 ? 'all' : chosen.length}</span>
      </summary>
      <fieldset class="menu-body">
        <legend class="hidden">{name}</legend>
        {all.map(({ value, text }) => (
          <label key={value} class="choice">
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={({ currentTarget }) => {
                onChange(currentTarget.checked ? [...chosen, value] : chosen.filter((each) => each !== value));
              }}
            />
            {text}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
