/** Pictures laid on each other, and marks on pictures: blue for what lies there, orange for what differs, apart for every kind of colour vision. */
export const laidStyle = String.raw`
.tile {
  position: relative;
}
.cover {
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
}
.cover-mark,
.laid-outline {
  fill: none;
  stroke-width: 2.5px;
  vector-effect: non-scaling-stroke;
}
.cover-mark {
  stroke: var(--differs);
  stroke-dasharray: 7 4;
}
.laid-outline {
  stroke: var(--lies);
}
.laid-figure {
  display: grid;
  gap: 0.5rem;
  margin: 1.25rem 0 0;
}
.laid-figure figcaption {
  font-size: 0.875rem;
  font-weight: 550;
}
.laid {
  width: 100%;
  max-height: min(52dvh, 34rem);
  padding: 2px;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: var(--well);
  overflow: hidden;
}
.fade {
  display: flex;
  align-items: center;
  gap: 0.75rem;
  color: var(--muted);
  font-size: 0.875rem;
}
.fade input {
  flex: 1;
  accent-color: var(--accent);
}
`;
