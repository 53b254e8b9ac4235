/** Lists of single pairs. */
export const pairStyle = String.raw`
.pair-list {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr));
  gap: 0.75rem;
  margin-top: 1.25rem;
}
.pair {
  display: grid;
  grid-template-columns: 1fr auto 1fr;
  align-items: start;
  gap: 0.5rem 0.75rem;
  padding: 0.875rem;
  border: 1px solid var(--line);
  border-radius: 0.625rem;
  background: var(--surface);
}
.pair-side {
  display: grid;
  grid-template-columns: 4.5rem minmax(0, 1fr);
  gap: 0.75rem;
  min-width: 0;
}
.pair-side .tile {
  width: 4.5rem;
  aspect-ratio: 1;
}
.pair-arrow {
  color: var(--muted);
  line-height: 4.5rem;
}
.pair-end {
  grid-column: 1 / -1;
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 0.5rem;
  color: var(--muted);
  font-size: 0.875rem;
}
.pair-end button {
  min-height: 2rem;
  margin: -0.25rem -0.375rem -0.375rem;
  padding: 0.125rem 0.375rem;
  color: var(--accent);
}
`;
