/** Links, buttons, fields and icons. */
export const controlStyle = String.raw`
a {
  color: var(--accent);
}
button,
input,
select,
textarea {
  font: inherit;
  color: inherit;
}
button,
select,
input[type='search'] {
  min-height: 2.5rem;
  padding: 0.375rem 0.875rem;
  border: 1px solid var(--control);
  border-radius: 0.5rem;
  background: var(--surface);
}
button {
  font-weight: 550;
  cursor: pointer;
}
button:hover:not(:disabled) {
  border-color: var(--accent);
  color: var(--accent);
}
button:disabled {
  border-color: var(--line);
  color: var(--muted);
  cursor: default;
}
.quiet {
  border-color: transparent;
  background: transparent;
}
.icon {
  display: inline-grid;
  place-items: center;
  min-width: 2.5rem;
  padding: 0;
}
svg {
  display: block;
  fill: none;
  stroke: currentcolor;
  stroke-width: 1.75;
  stroke-linecap: round;
  stroke-linejoin: round;
}
`;
