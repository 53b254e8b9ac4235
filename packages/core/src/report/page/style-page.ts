/** Header, numbers, sections, tables and footer. */
export const frameStyle = String.raw`
.top {
  padding-block: clamp(1rem, 3vw, 1.75rem) 2rem;
}
.bar {
  display: flex;
  align-items: center;
  gap: 0.25rem;
  margin-bottom: clamp(1.5rem, 4vw, 2.75rem);
}
.brand {
  display: flex;
  align-items: center;
  gap: 0.625rem;
  margin-right: auto;
  font-weight: 600;
}
.brand svg {
  color: var(--accent);
}
.lede {
  max-width: 46rem;
  margin-top: 0.75rem;
  color: var(--muted);
  font-size: 1.0625rem;
}
.numbers {
  display: grid;
  grid-template-columns: repeat(6, 1fr);
  gap: 1.25rem 1.5rem;
  margin-top: 2rem;
  padding-top: 1.5rem;
  border-top: 1px solid var(--line);
}
.numbers div {
  display: flex;
  flex-direction: column-reverse;
  justify-content: flex-end;
}
.numbers dt {
  color: var(--muted);
  font-size: 0.875rem;
}
.numbers dd {
  font-size: 1.625rem;
  font-weight: 600;
  line-height: 1.2;
  letter-spacing: -0.02em;
  font-variant-numeric: tabular-nums;
}
.numbers .zero dd {
  color: var(--muted);
  font-weight: 450;
}
.numbers .alarming dd {
  color: var(--leak-ink);
}
main {
  padding-bottom: 3rem;
}
section + section {
  margin-top: 3rem;
}
.aside {
  max-width: 46rem;
  margin-top: 0.25rem;
  color: var(--muted);
}
.empty {
  padding: clamp(2.5rem, 8vw, 5rem) 1rem;
  border-radius: var(--radius);
  background: var(--surface);
  text-align: center;
}
.empty svg {
  margin: 0 auto 1.25rem;
  color: var(--keep-ink);
}
.empty .aside {
  margin-inline: auto;
}
.scroller {
  margin-top: 1rem;
  overflow-x: auto;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
}
table {
  width: 100%;
  border-collapse: collapse;
  font-size: 0.875rem;
}
th,
td {
  padding: 0.625rem 1rem;
  text-align: start;
  vertical-align: top;
  overflow-wrap: anywhere;
}
th {
  color: var(--muted);
  font-weight: 550;
}
tr + tr,
thead + tbody {
  border-top: 1px solid var(--line);
}
code {
  font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  font-size: 0.9375em;
  white-space: nowrap;
}
footer {
  padding-block: 1.5rem 2.5rem;
  color: var(--muted);
  font-size: 0.875rem;
}
`;
