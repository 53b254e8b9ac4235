import { baseStyle } from './style-base.ts';

/** The page of one pair. */
const pairPageStyle = String.raw`
main {
  padding-block: clamp(1.5rem, 4vw, 3rem);
}
h1 {
  font-size: clamp(1.5rem, 1.2rem + 1.5vw, 2.25rem);
}
h1.is-match {
  color: var(--keep-ink);
}
h1.is-none {
  color: var(--differ-ink);
}
.lede {
  max-width: 60ch;
  margin-top: 0.75rem;
  font-size: 1.0625rem;
}
.names {
  display: grid;
  gap: 0.25rem;
  margin-top: 1.25rem;
}
.names div {
  display: flex;
  gap: 0.75rem;
}
.names dt {
  font-weight: 650;
}
.names dd {
  overflow-wrap: anywhere;
}
.names span {
  color: var(--muted);
}
.evidence {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  gap: 1.25rem;
  margin-block: 1.75rem;
}
figure {
  margin: 0;
}
.evidence svg,
.evidence img {
  display: block;
  width: 100%;
  max-height: 70vh;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: var(--well);
  object-fit: contain;
}
figcaption {
  margin-top: 0.5rem;
  color: var(--muted);
  font-size: 0.875rem;
}
.outline {
  fill: none;
  stroke: var(--lies);
  stroke-width: 3px;
  vector-effect: non-scaling-stroke;
}
.agrees {
  fill: #1f6fd6;
}
.differs {
  fill: #e8700a;
}
.says-nothing {
  fill: #808080;
  fill-opacity: 0.35;
}
.agrees,
.differs,
.says-nothing {
  stroke: #fff;
  stroke-opacity: 0.5;
  vector-effect: non-scaling-stroke;
}
h2 {
  margin-bottom: 0.75rem;
}
table {
  width: 100%;
  border-collapse: collapse;
  font-size: 0.9375rem;
}
th,
td {
  padding: 0.5rem 1rem 0.5rem 0;
  border-top: 1px solid var(--line);
  text-align: start;
  vertical-align: top;
}
td {
  overflow-wrap: anywhere;
}
th {
  width: 9rem;
  color: var(--muted);
  font-weight: 550;
}
footer {
  padding-block: 1.5rem 2.5rem;
  color: var(--muted);
  font-size: 0.875rem;
}
@media (max-width: 30rem) {
  th {
    width: 7rem;
  }
}
`;

export const explanationStyle = baseStyle + pairPageStyle;
