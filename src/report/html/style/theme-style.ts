// Colours and type. Worse is vermilion, better is blue: apart for every kind of colour vision, and never alone.

export const THEME_STYLE = `
:root {
  color-scheme: light dark; --is-dark: 0;
  --page: light-dark(#f6f6f3, #101216); --card: light-dark(#ffffff, #181b21); --sunk: light-dark(#f1f1ed, #12151a);
  --ink: light-dark(#1b1d21, #e9e8e4); --soft: light-dark(#5c6068, #a2a6ae); --line: light-dark(#e1e0da, #2b2f37);
  --bad: light-dark(#b8400e, #ff9466); --good: light-dark(#1459b3, #7db7ff); --unsure: light-dark(#6b6f78, #9aa0aa);
  --bad-wash: light-dark(#fdeee6, #2f1c14); --good-wash: light-dark(#e8f1fd, #13223a); --unsure-wash: light-dark(#eeeeea, #22262d);
  --base: light-dark(#868c97, #8a919d); --head: light-dark(#6a3fc4, #b79bf5);
  --band: light-dark(#e6e9e2, #2a2f35); --track: light-dark(#ebebe6, #262a31);
  --shade-0: light-dark(#27374d, #d5deea); --shade-1: light-dark(#526d82, #9db2c6); --shade-2: light-dark(#7c98ad, #7590a8);
  --shade-3: light-dark(#9db2bf, #5c7790); --shade-4: light-dark(#3d5468, #b6c7d8); --shade-5: light-dark(#6a879c, #86a0b7);
  --radius: 12px; --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --is-dark: 1; } }
:root[data-theme="dark"] { color-scheme: dark; --is-dark: 1; }
:root[data-theme="light"] { color-scheme: light; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
code, pre { font-family: var(--mono); font-size: .87em; }
h1, h2, h3, p, dl, dd, ul, ol, figure, pre { margin: 0; padding: 0; }
h2 { font-size: 1.3rem; letter-spacing: -.01em; margin-bottom: 6px; }
h3 { font-size: 1.05rem; line-height: 1.4; letter-spacing: -.005em; overflow-wrap: anywhere; }
ul, ol { list-style: none; }
a { color: var(--good); text-underline-offset: 3px; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--good); outline-offset: 2px; border-radius: 4px; }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bad { color: var(--bad); } .good { color: var(--good); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.lead { color: var(--soft); max-width: 72ch; margin-bottom: 14px; } .lead strong { color: var(--ink); }
.big { font-size: 1.5rem; font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
`;
