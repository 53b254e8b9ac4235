/** Clusters, and the images in them. */
export const cardStyle = String.raw`
.cards {
  display: flex;
  flex-wrap: wrap;
  gap: 1.25rem;
}
.card {
  flex: 1 1 29rem;
  min-width: 0;
  max-width: 100%;
  padding: 1.25rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--surface);
  box-shadow: var(--shadow);
  scroll-margin-block: 1rem;
  content-visibility: auto;
  contain-intrinsic-size: auto 29rem auto 27rem;
}
.card[data-size='3'] {
  flex-basis: 43rem;
}
.card[data-size='many'] {
  flex-basis: 100%;
}
.card-head {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.25rem 0.75rem;
  margin-bottom: 1rem;
}
.card-head p {
  margin-right: auto;
  color: var(--muted);
  font-size: 0.875rem;
}
.card-head button {
  min-height: 2rem;
  margin: -0.25rem -0.375rem -0.25rem 0;
  padding: 0.125rem 0.375rem;
  color: var(--accent);
  font-size: 0.9375rem;
}
.members {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 12.5rem), 1fr));
  gap: 1.5rem 1.25rem;
}
.card[data-size='2'] .members {
  grid-template-columns: repeat(2, minmax(0, 24rem));
}
.card[data-size='3'] .members {
  grid-template-columns: repeat(3, minmax(0, 24rem));
}
.member {
  display: grid;
  align-content: start;
  gap: 0.5rem;
  min-width: 0;
}
.tile {
  display: grid;
  place-items: center;
  width: 100%;
  aspect-ratio: 4 / 3;
  min-height: 0;
  padding: 0;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: var(--well);
}
.tile img {
  display: block;
  width: 100%;
  height: 100%;
  min-height: 0;
  object-fit: contain;
}
.placeholder {
  color: var(--muted);
  font-size: 0.875rem;
  font-weight: 600;
  letter-spacing: 0.06em;
}
.verdict {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.25rem 0.5rem;
  min-height: 1.5rem;
  font-size: 0.875rem;
  font-weight: 550;
}
.verdict small {
  flex-basis: 100%;
  color: var(--muted);
  font-size: 0.8125rem;
  font-weight: 400;
  overflow-wrap: anywhere;
}
.percent {
  color: var(--muted);
  font-weight: 450;
  font-variant-numeric: tabular-nums;
}
.badge {
  padding: 0.0625rem 0.5rem;
  border-radius: 1rem;
  background: var(--well);
  font-size: 0.8125rem;
  font-weight: 600;
}
.badge-keep {
  background: var(--keep);
  color: var(--keep-ink);
}
.badge-leak {
  background: var(--leak);
  color: var(--leak-ink);
}
.name {
  font-size: 0.875rem;
  line-height: 1.4;
  overflow-wrap: anywhere;
}
.folder {
  color: var(--muted);
}
.file {
  font-weight: 550;
}
.reason {
  color: var(--muted);
  font-size: 0.8125rem;
  overflow-wrap: anywhere;
}
.facts {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 0.75rem;
  color: var(--muted);
  font-size: 0.8125rem;
  font-variant-numeric: tabular-nums;
}
.facts li {
  max-width: 100%;
  overflow-wrap: anywhere;
}
.differs {
  margin-inline: -0.25rem;
  padding-inline: 0.25rem;
  border-radius: 0.25rem;
  background: var(--differ);
  color: var(--differ-ink);
}
.more:has(> button:not([hidden])) {
  margin-top: 1.5rem;
  text-align: center;
}
.card .more {
  text-align: start;
}
`;
