// The usual forms of costs on pages: renders, listeners, layout.
import type { Form } from './form.ts';

export const PAGES: readonly Form[] = [
  {
    category: 'needless_rerender',
    name: 'a context value anew',
    bad: 'function App({ user }) { return <UserContext.Provider value={{ user }}><Page /></UserContext.Provider>; }',
    good: 'function App({ user }) { const value = useMemo(() => ({ user }), [user]); return <UserContext.Provider value={value}><Page /></UserContext.Provider>; }',
  },
  {
    category: 'needless_rerender',
    name: 'a memoised component with a new function',
    bad: 'const Row = memo(function Row({ onPick }) { return <li onClick={onPick} />; }); function List({ pick }) { return <Row onPick={() => pick(1)} />; }',
    good: 'const Row = memo(function Row({ onPick }) { return <li onClick={onPick} />; }); function List({ pick }) { const onPick = useCallback(() => pick(1), [pick]); return <Row onPick={onPick} />; }',
  },
  {
    category: 'needless_rerender',
    name: 'a component in a component',
    bad: 'function Page({ rows }) { const Row = ({ row }) => <li>{row}</li>; return <ul><Row row={rows[0]} /></ul>; }',
    good: 'const Row = ({ row }) => <li>{row}</li>; function Page({ rows }) { return <ul><Row row={rows[0]} /></ul>; }',
  },
  {
    category: 'needless_rerender',
    name: 'state set by an effect without dependencies',
    bad: 'function Total({ items }) { const [sum, setSum] = useState(0); useEffect(() => { setSum(items.length); }); return <b>{sum}</b>; }',
    good: 'function Total({ items }) { return <b>{items.length}</b>; }',
  },
  {
    category: 'needless_rerender',
    name: 'hot events inside of the zone of Angular',
    bad: 'import { Directive } from "@angular/core"; @Directive({}) class Spy { ngOnInit() { this.host.addEventListener("mousemove", this.onMove); } }',
    good: 'import { Directive } from "@angular/core"; @Directive({}) class Spy { ngOnInit() { this.zone.runOutsideAngular(() => this.host.addEventListener("mousemove", this.onMove)); } }',
  },
  {
    category: 'needless_rerender',
    name: 'a timer inside of the zone of Angular',
    bad: 'import { Directive } from "@angular/core"; @Directive({}) class Spy { open() { setTimeout(() => this.host.focus()); } }',
    good: 'import { Directive } from "@angular/core"; @Directive({}) class Spy { open() { this.zone.runOutsideAngular(() => { setTimeout(() => this.host.focus()); }); } }',
  },
  {
    category: 'needless_rerender',
    name: 'hot events of a stream inside of the zone of Angular',
    bad: 'import { Directive } from "@angular/core"; @Directive({}) class Spy { ngOnInit() { fromEvent(window, "scroll").subscribe(() => this.place()); } }',
    good: 'import { Directive } from "@angular/core"; @Directive({}) class Spy { ngOnInit() { this.zone.runOutsideAngular(() => fromEvent(window, "scroll").subscribe(() => this.place())); } }',
  },
  {
    category: 'needless_rerender',
    name: 'index keys or none',
    bad: 'const List = ({ items }) => <ul>{items.map((item) => <li>{item.name}</li>)}</ul>;',
    good: 'const List = ({ items }) => <ul>{items.map((item) => <li key={item.id}>{item.name}</li>)}</ul>;',
  },
  {
    category: 'event_listener',
    name: 'touchmove that blocks',
    bad: 'element.addEventListener("touchmove", (event) => track(event.touches));',
    good: 'element.addEventListener("touchmove", (event) => track(event.touches), { passive: true });',
  },
  {
    category: 'event_listener',
    name: 'wheel with capture only',
    bad: 'element.addEventListener("wheel", (event) => track(event.deltaY), true);',
    good: 'element.addEventListener("wheel", (event) => track(event.deltaY), { capture: true, passive: true });',
  },
  {
    category: 'event_listener',
    name: 'options without passive',
    bad: 'element.addEventListener("touchstart", (event) => track(event.touches), { capture: true });',
    good: 'element.addEventListener("touchstart", (event) => track(event.touches), { capture: true, passive: true });',
  },
  {
    category: 'event_listener',
    name: 'a listener per request',
    bad: 'export function handler(req, res) { process.on("uncaughtException", (error) => res.destroy(error)); work(res); }',
    good: 'process.on("uncaughtException", (error) => report(error)); export function handler(req, res) { work(res); }',
  },
  {
    category: 'event_listener',
    name: 'a listener of the window per turn',
    bad: 'export function wire(panels) { for (const panel of panels) { window.addEventListener("resize", () => panel.place()); } }',
    good: 'export function wire(panels) { window.addEventListener("resize", () => { for (const panel of panels) panel.place(); }); }',
  },
  {
    category: 'event_listener',
    name: 'a hot host listener',
    bad: 'import { Directive } from "@angular/core"; @Directive({ host: { "(mousemove)": "move($event)" } }) class Panel { move() { this.at = 0; } }',
    good: 'import { Directive } from "@angular/core"; @Directive({ host: { "(click)": "move($event)" } }) class Panel { move() { this.at = 0; } }',
  },
  {
    category: 'layout_thrash',
    name: 'read and write in a loop',
    bad: 'function level(rows) { for (const row of rows) { row.style.height = "auto"; row.dataset.height = String(row.offsetHeight); } }',
    good: 'function level(rows) { const heights = rows.map((row) => row.offsetHeight); rows.forEach((row, index) => { row.style.height = heights[index] + "px"; }); }',
  },
  {
    category: 'layout_thrash',
    name: 'a rectangle read and a width written per member',
    bad: 'function level(rows) { rows.forEach((row) => { const { width } = row.getBoundingClientRect(); row.style.width = width / 2 + "px"; }); }',
    good: 'function level(rows) { const boxes = rows.map((row) => row.getBoundingClientRect()); rows.forEach((row, index) => { row.style.width = boxes[index].width / 2 + "px"; }); }',
  },
  {
    category: 'layout_thrash',
    name: 'written, then read at once',
    bad: 'function open(panel) { panel.style.height = "auto"; const height = panel.offsetHeight; animate(height); }',
    good: 'function open(panel) { const height = panel.scrollHeight; panel.style.height = "auto"; animate(height); }',
  },
  {
    category: 'layout_thrash',
    name: 'a transition of the place',
    bad: 'export const bar = (share) => ({ left: share + "%", transition: "left 0.2s" });',
    good: 'export const bar = (share) => ({ transform: `translateX(${share}%)`, transition: "transform 0.2s" });',
  },
  {
    category: 'layout_thrash',
    name: 'a class added, then read at once in a loop',
    bad: 'function level(rows) { for (const row of rows) { row.classList.add("open"); use(row.clientHeight); } }',
    good: 'function level(rows) { for (const row of rows) row.classList.add("open"); for (const row of rows) use(row.clientHeight); }',
  },
  {
    category: 'layout_thrash',
    name: 'a marker that takes place and width from the chosen tab',
    bad: 'export function mark(bar: HTMLElement, tab: HTMLElement) { const left = tab.offsetLeft; const width = tab.offsetWidth; bar.style.left = `${left}px`; bar.style.width = `${width}px`; }',
    good: 'export function mark(bar: HTMLElement, tab: HTMLElement) { const left = tab.offsetLeft; const width = tab.offsetWidth; bar.style.transform = `translateX(${left}px) scaleX(${width})`; }',
  },
  {
    category: 'memory_leak',
    name: 'an interval of a custom element',
    bad: 'export class Ticker extends HTMLElement { connectedCallback() { this.timer = setInterval(() => this.turn(), 500); } }',
    good: 'export class Ticker extends HTMLElement { connectedCallback() { this.timer = setInterval(() => this.turn(), 500); } disconnectedCallback() { clearInterval(this.timer); } }',
  },
];
