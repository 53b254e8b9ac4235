/** Dialogs and notices. */
export const dialogStyle = String.raw`
dialog {
  width: min(36rem, 100vw - 2rem);
  max-height: calc(100dvh - 2rem);
  padding: 0;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  color: var(--ink);
  box-shadow: 0 1rem 3rem rgb(0 0 0 / 30%);
}
dialog::backdrop {
  background: rgb(10 12 14 / 60%);
}
.dialog-head {
  position: sticky;
  top: 0;
  z-index: 1;
  display: flex;
  align-items: center;
  gap: 0.5rem;
  padding: 0.75rem 0.75rem 0.75rem 1.5rem;
  border-bottom: 1px solid var(--line);
  background: var(--surface);
}
.dialog-head h2 {
  margin-right: auto;
  font-size: 1.0625rem;
}
.dialog-body {
  padding: 1.5rem;
}
#comparison {
  width: min(84rem, 100vw - 2rem);
}
.sides {
  display: grid;
  grid-template-columns: 1fr 1fr;
  gap: 1.25rem;
}
.side {
  display: grid;
  align-content: start;
  gap: 0.5rem;
  min-width: 0;
  margin: 0;
}
.side .tile {
  height: min(48dvh, 36rem);
  aspect-ratio: auto;
}
.compared {
  margin-top: 0.75rem;
  table-layout: fixed;
  font-variant-numeric: tabular-nums;
}
.compared thead th {
  padding: 0;
}
.compared th:first-child {
  width: 7rem;
}
.compared th:last-child {
  width: 50%;
}
.compared tbody > * > * {
  padding: 0.4375rem 0.625rem 0.4375rem 0;
}
.compared td:last-child {
  padding: 0.4375rem 0 0.4375rem 0.625rem;
}
.steps {
  display: flex;
  align-items: center;
  gap: 0.25rem;
  color: var(--muted);
  font-size: 0.875rem;
  font-variant-numeric: tabular-nums;
}
.keys {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 0.75rem 1.5rem;
}
kbd {
  display: inline-block;
  min-width: 1.75rem;
  padding: 0 0.375rem;
  border: 1px solid var(--control);
  border-radius: 0.375rem;
  background: var(--well);
  font:
    500 0.8125rem/1.6rem ui-monospace,
    'SF Mono',
    Menlo,
    Consolas,
    'DejaVu Sans Mono',
    monospace;
  text-align: center;
}
#removal textarea {
  width: 100%;
  margin-top: 1rem;
  padding: 0.75rem;
  border: 1px solid var(--control);
  border-radius: 0.5rem;
  background: var(--well);
  font:
    0.875rem/1.6 ui-monospace,
    'SF Mono',
    Menlo,
    Consolas,
    'DejaVu Sans Mono',
    monospace;
  white-space: pre;
}
.notice {
  position: fixed;
  inset: auto 1rem 1.5rem;
  z-index: 2;
  width: fit-content;
  max-width: calc(100vw - 2rem);
  margin-inline: auto;
  padding: 0.625rem 1.25rem;
  border-radius: 2rem;
  background: var(--ink);
  color: var(--page);
  font-size: 0.9375rem;
}
.notice:empty {
  display: none;
}
`;
