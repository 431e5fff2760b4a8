// How the queries and the frames of their plans look; what is inside a frame has its own style.

export const PLANS_STYLE = `
#queries .plans { margin-top: 8px; } .plan-panes { display: grid; gap: 12px; } .plan-panes.both { grid-template-columns: 1fr 1fr; } .plan-pane p { font-size: .82rem; color: var(--soft); margin-bottom: 4px; }
.plan-pane iframe { display: block; width: 100%; height: min(76vh, 640px); resize: vertical; border: 1px solid var(--line); border-radius: 6px; background: #fff; color-scheme: light; } .plans figcaption { margin-top: 12px; } .flame-tools button { cursor: pointer; }
@media (max-width: 900px) { .plan-panes.both { grid-template-columns: 1fr; } }
@media print { .plan-panes { display: none; } }
`;
