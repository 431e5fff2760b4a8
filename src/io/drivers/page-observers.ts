// What is injected into a page to watch it load, and how its notes are read. Text, not a function: bundlers rename what
// a function refers to, and the page knows none of those names.
import { z } from 'zod';

/** Long tasks are noticed from here on: https://www.w3.org/TR/longtasks-1/. */
const LONG_TASK_MS = 50;

const notesSchema = z.object({
  lcpMs: z.number().nullable(),
  largestElement: z.object({ selector: z.string(), snippet: z.string() }).nullable(),
  fcpMs: z.number().nullable(),
  longTasks: z.array(z.object({ startMs: z.number(), durationMs: z.number() })),
  shifts: z.array(z.object({ startMs: z.number(), value: z.number() })),
  nowMs: z.number(),
});
export type PageNotes = z.infer<typeof notesSchema>;

export const OBSERVERS = `(() => {
  if (window !== window.top) return;
  let lcp = null;
  let fcpMs = null;
  const longTasks = [];
  const shifts = [];
  const take = {
    'largest-contentful-paint': (entry) => { lcp = entry; },
    'paint': (entry) => { if (entry.name === 'first-contentful-paint') fcpMs = entry.startTime; },
    'longtask': (entry) => { longTasks.push({ startMs: entry.startTime, durationMs: entry.duration }); },
    'layout-shift': (entry) => {
      if (!entry.hadRecentInput) shifts.push({ startMs: entry.startTime, value: entry.value });
    },
  };
  const observers = Object.entries(take).map(([type, note]) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
    observer.observe({ type, buffered: true });
    return { observer, note };
  });
  const step = (element) => {
    const tag = element.localName;
    if (element.id) return tag + '#' + element.id;
    const [first] = element.classList;
    return first ? tag + '.' + first : tag;
  };
  const describe = (element) => {
    const steps = [];
    for (let one = element; one && steps.length < 4 && one.localName !== 'html'; one = one.parentElement) {
      steps.unshift(step(one));
    }
    const shell = element.cloneNode(false).outerHTML;
    const tag = shell.replace(new RegExp('</' + element.localName + '>$'), '');
    return { selector: steps.join(' > '), snippet: tag.slice(0, 500) };
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  const notes = async () => {
    await frame();
    for (const { observer, note } of observers) observer.takeRecords().forEach(note);
    return {
      lcpMs: lcp === null ? null : lcp.startTime,
      largestElement: lcp === null || !lcp.element ? null : describe(lcp.element),
      fcpMs,
      longTasks,
      shifts,
      nowMs: performance.now(),
    };
  };
  Object.defineProperty(window, '__perfcrewNotes', { value: notes });
})()`;

export const READ_NOTES = 'globalThis.__perfcrewNotes?.() ?? null';

export function parseNotes(notes: unknown): PageNotes | null {
  const parsed = notesSchema.safeParse(notes);
  return parsed.success ? parsed.data : null;
}

/**
 * What tasks hold up beyond 50 ms each (https://web.dev/articles/tbt), but from the start of the navigation on: the first
 * paint falls on a frame, and a task before it or across it would count on some visits and not on others.
 */
export function totalBlockingTime({ longTasks }: PageNotes): number {
  return longTasks.reduce((sum, { durationMs }) => sum + Math.max(0, durationMs - LONG_TASK_MS), 0);
}

/** The worst window of shifts at most 1 s apart and 5 s long: https://web.dev/articles/cls. Three digits are what repeats. */
export function cumulativeLayoutShift({ shifts }: PageNotes): number {
  let worst = 0;
  let window = { sum: 0, firstMs: 0, lastMs: -Infinity };
  for (const { startMs, value } of shifts.toSorted((one, other) => one.startMs - other.startMs)) {
    const isSame = startMs - window.lastMs < 1_000 && startMs - window.firstMs < 5_000;
    window = isSame
      ? { ...window, sum: window.sum + value, lastMs: startMs }
      : { sum: value, firstMs: startMs, lastMs: startMs };
    worst = Math.max(worst, window.sum);
  }
  return Math.round(worst * 1_000) / 1_000;
}
