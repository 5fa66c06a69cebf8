import { useEffect, useState } from 'preact/hooks';
import { readView, type View, writeView } from '../fleet/view.js';

/** The view in the page's address. Each change is a step that the browser's Back button undoes. */
export function useView(): readonly [View, (part: Partial<View>) => void] {
  const [view, setView] = useState(() => readView(location.search));
  useEffect(() => {
    const onPopState = () => {
      setView(readView(location.search));
    };
    addEventListener('popstate', onPopState);
    return () => {
      removeEventListener('popstate', onPopState);
    };
  }, []);
  const change = (part: Partial<View>) => {
    const next = { ...view, ...part };
    const address = `${location.pathname}${writeView(next)}`;
    // Typing is one step, not one for each letter.
    if (Object.keys(part).join() === 'text') history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    setView(next);
  };
  return [view, change];
}
