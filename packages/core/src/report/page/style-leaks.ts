/** The leaks. */
export const leakStyle = String.raw`
.leaks {
  padding: clamp(1rem, 3vw, 1.75rem);
  border: 1px solid var(--leak-line);
  border-radius: var(--radius);
  background: var(--leak-page);
}
.leaks h2 {
  color: var(--leak-ink);
}
.leaks .aside {
  color: var(--ink);
}
`;
