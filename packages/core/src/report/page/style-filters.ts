/** The filters and the line that says what they let through. */
export const filterStyle = String.raw`
.toolbar {
  display: flex;
  flex-wrap: wrap;
  align-items: end;
  gap: 0.75rem;
  margin-top: 1rem;
}
.toolbar label {
  display: grid;
  gap: 0.25rem;
  color: var(--muted);
  font-size: 0.8125rem;
}
.toolbar input,
.toolbar select {
  width: 100%;
  color: var(--ink);
  font-size: 0.9375rem;
}
.toolbar .wide {
  flex: 1 1 15rem;
}
.toolbar .check {
  display: flex;
  align-items: center;
  gap: 0.5rem;
  min-height: 2.5rem;
  color: var(--ink);
  font-size: 0.9375rem;
}
.check input {
  width: 1.125rem;
  height: 1.125rem;
  margin: 0;
  accent-color: var(--accent);
}
.found {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 0.5rem 1rem;
  min-height: 2.5rem;
  margin-block: 1rem 1.25rem;
  color: var(--muted);
  font-variant-numeric: tabular-nums;
}
.found strong {
  color: var(--ink);
  font-weight: 600;
}
.found button {
  color: var(--ink);
}
`;
