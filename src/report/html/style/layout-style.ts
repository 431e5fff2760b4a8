// Where things stand: one column of sections, cards inside, one breakpoint for narrow screens, and paper.

export const LAYOUT_STYLE = `
main { max-width: 1120px; margin: 0 auto; padding: 28px 24px 0; }
section { margin: 40px 0; scroll-margin-top: 56px; }
footer { max-width: 1120px; margin: 0 auto; padding: 8px 24px 48px; color: var(--soft); font-size: .87rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); }
.banner { --tone: var(--unsure); background: var(--card); border: 1px solid var(--line); border-top: 6px solid var(--tone); border-radius: var(--radius); padding: 22px 28px 20px; }
.banner.fail { --tone: var(--bad); } .banner.pass { --tone: var(--good); }
.where { color: var(--soft); overflow-wrap: anywhere; } .where strong { color: var(--ink); font-weight: 600; }
.verdict { display: flex; gap: 18px; align-items: flex-start; margin: 12px 0 10px; }
.verdict svg { flex: none; width: 48px; height: 48px; margin-top: 2px; fill: var(--tone); }
.verdict path { fill: none; stroke: var(--card); stroke-width: 3.4; stroke-linecap: round; stroke-linejoin: round; }
h1 { font-size: clamp(1.3rem, 2.6vw, 1.75rem); line-height: 1.28; letter-spacing: -.02em; font-weight: 620; overflow-wrap: anywhere; text-wrap: pretty; }
h1 span { display: block; color: var(--tone); font-size: .95rem; letter-spacing: .06em; text-transform: uppercase; font-weight: 700; }
.reasons { margin: 4px 0 12px; padding-left: 66px; list-style: disc; } .reasons li { overflow-wrap: anywhere; }
.commits { color: var(--soft); font-size: .9rem; } .moment { margin-left: 12px; white-space: nowrap; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(104px, 1fr)); gap: 14px 20px; margin-top: 18px; padding-top: 16px; border-top: 1px solid var(--line); }
.facts div { display: flex; flex-direction: column-reverse; justify-content: flex-end; } .facts dt { color: var(--soft); font-size: .82rem; line-height: 1.3; }
.facts dd { font-size: 1.25rem; font-weight: 620; font-variant-numeric: tabular-nums; letter-spacing: -.02em; white-space: nowrap; } .facts .bad dd { color: var(--bad); } .facts .good dd { color: var(--good); }
nav { position: sticky; top: 0; z-index: 5; display: flex; gap: 4px 18px; overflow-x: auto; padding: 12px 4px; margin-top: 8px; background: color-mix(in srgb, var(--page) 92%, transparent); backdrop-filter: blur(6px); border-bottom: 1px solid var(--line); font-size: .9rem; white-space: nowrap; }
nav a { color: var(--soft); text-decoration: none; } nav a:hover { color: var(--ink); text-decoration: underline; } nav button { margin-left: auto; }
button, input { font: inherit; color: inherit; } nav button, .filters button, .filters input { font-size: .85rem; background: var(--card); border: 1px solid var(--line); border-radius: 999px; padding: 3px 12px; }
button { cursor: pointer; } .filters { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 14px; } .filters button[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--page); } .filters button span { opacity: .65; margin-left: 3px; font-variant-numeric: tabular-nums; } .filters label { margin-left: auto; }
.findings { display: grid; gap: 14px; } .finding { --tone: var(--unsure); padding: 18px 22px 18px 24px; box-shadow: inset 4px 0 0 var(--tone); min-width: 0; } .finding.error { --tone: var(--bad); } .finding h3 { margin: 4px 0 2px; }
.tags { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; font-size: .82rem; color: var(--soft); } .about { overflow-wrap: anywhere; }
.tag { display: inline-block; background: var(--unsure-wash); color: var(--soft); border-radius: 5px; padding: 0 7px; font-size: .8rem; line-height: 1.6; font-weight: 500; white-space: nowrap; } .tag.error { background: var(--bad-wash); color: var(--bad); }
.place { margin-bottom: 8px; overflow-wrap: anywhere; } .detail { max-width: 78ch; overflow-wrap: anywhere; white-space: pre-line; margin-bottom: 6px; }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr)); gap: 10px 28px; margin: 12px 0 4px; } .number { max-width: 460px; } .number p { display: flex; justify-content: space-between; gap: 10px; font-size: .88rem; } .number strong { font-variant-numeric: tabular-nums; white-space: nowrap; }
summary { cursor: pointer; color: var(--soft); font-size: .9rem; } summary:hover { color: var(--ink); } .evidence { margin-top: 10px; } section > details { margin-top: 14px; } section > details > ol, section > details > table { margin-top: 10px; }
.target > summary { display: flex; align-items: baseline; gap: 10px; padding: 12px 18px; color: var(--ink); list-style: none; } .target > summary::-webkit-details-marker { display: none; } .target > summary::before { content: ""; flex: none; width: 6px; height: 6px; border: solid var(--soft); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg) translateY(-2px); } .target[open] > summary::before { transform: rotate(45deg) translateY(-2px); }
.target .name { font-weight: 600; overflow-wrap: anywhere; } .gist { color: var(--soft); } .target.changed .gist { color: var(--ink); } .took { margin-left: auto; color: var(--soft); white-space: nowrap; font-variant-numeric: tabular-nums; }
.targets { display: grid; gap: 8px; } .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(290px, 100%), 1fr)); gap: 20px 28px; padding: 6px 18px 18px; border-top: 1px solid var(--line); padding-top: 14px; } .why, .mend { padding: 0 18px 10px; overflow-wrap: anywhere; } .why { padding-top: 10px; padding-bottom: 2px; } .seen { padding: 0 18px 14px; } .seen li { margin-top: 4px; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th { text-align: left; font-weight: 600; } thead th { font-size: .82rem; color: var(--soft); font-weight: 500; vertical-align: bottom; padding: 4px 10px 6px 0; } thead th.num { text-align: right; } thead button { background: none; border: 0; padding: 0; color: inherit; font: inherit; } thead button:hover { color: var(--ink); } th[aria-sort="descending"] button::after { content: " ↓"; } th[aria-sort="ascending"] button::after { content: " ↑"; }
tbody th, tbody td { border-top: 1px solid var(--line); padding: 7px 14px 7px 0; vertical-align: middle; overflow-wrap: anywhere; } .num { overflow-wrap: normal; }
.scroll { overflow-x: auto; } #plan table { min-width: 560px; } #plan tbody th { white-space: nowrap; } #plan h3 { margin: 18px 0 6px; } .skipped div { grid-template-columns: minmax(150px, 2fr) 3fr; } .environment div { grid-template-columns: 150px 1fr; } .skipped div, .environment div { display: grid; gap: 12px; padding: 3px 0; } .skipped dt, .environment dt { font-weight: 600; } .skipped dd, .environment dd { color: var(--soft); overflow-wrap: anywhere; }
.factors { display: grid; gap: 10px; margin-top: 14px; } .factors li { display: flex; gap: 14px; align-items: flex-start; } .factors div { min-width: 0; } .points { flex: none; min-width: 48px; text-align: center; border-radius: 6px; color: var(--page); font-weight: 650; font-variant-numeric: tabular-nums; } .places { color: var(--soft); font-size: .88rem; overflow-wrap: anywhere; } .notes { margin-top: 12px; list-style: disc; padding-left: 20px; }
.tip { position: absolute; z-index: 9; max-width: 320px; background: var(--ink); color: var(--page); border-radius: 8px; padding: 6px 10px; font-size: .84rem; line-height: 1.4; pointer-events: none; }
@media (max-width: 720px) {
  main { padding: 14px 14px 0; } footer { padding: 8px 14px 32px; } .banner { padding: 16px 16px 14px; } .verdict { gap: 12px; } .verdict svg { width: 36px; height: 36px; } .reasons { padding-left: 20px; } .facts { grid-template-columns: repeat(auto-fit, minmax(84px, 1fr)); gap: 12px 14px; } .moment { display: block; margin: 0; }
  .finding { padding: 14px; } .target > summary { flex-wrap: wrap; padding: 10px 14px; } .panels { padding-inline: 14px; } .filters label { margin-left: 0; } .skipped div, .environment div { grid-template-columns: 96px 1fr; }
}
@media print {
  :root { color-scheme: light; } body { background: none; font-size: 10.5pt; } nav, .filters, .tip { display: none !important; } main, footer { max-width: none; padding: 0; } .card, .banner, tr, .panel, .factors li { break-inside: avoid; } h2 { break-after: avoid; } section { margin: 22px 0; } a { color: inherit; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
