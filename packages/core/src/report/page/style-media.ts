/** Motion for those who do not mind it, small screens, and paper. */
export const mediaStyle = String.raw`
@media (prefers-reduced-motion: no-preference) {
  button,
  .card {
    transition:
      border-color 120ms,
      color 120ms;
  }
}
@media (max-width: 40rem) {
  .keys-button {
    display: none;
  }
  .numbers {
    grid-template-columns: repeat(3, 1fr);
    gap: 1rem;
  }
  .numbers dt {
    font-size: 0.8125rem;
  }
  .numbers dd {
    font-size: 1.375rem;
  }
  .pair-side {
    grid-template-columns: minmax(0, 1fr);
  }
  .pair-side .tile {
    width: 100%;
    aspect-ratio: 4 / 3;
  }
  .toolbar label:not(.wide, .check) {
    flex: 1 1 8rem;
  }
  .toolbar .wide {
    flex-basis: 100%;
  }
  .found button {
    width: 100%;
  }
  .card {
    padding: 1rem;
  }
  .card-head p {
    flex-basis: 100%;
    order: 1;
  }
  .card-head h3 {
    margin-right: auto;
  }
  .pair-arrow {
    line-height: 6rem;
  }
  .card .members,
  .card[data-size='2'] .members,
  .card[data-size='3'] .members {
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 1.25rem 0.875rem;
  }
  dialog,
  #comparison {
    width: 100vw;
    max-width: 100vw;
    height: 100dvh;
    max-height: 100dvh;
    border: 0;
    border-radius: 0;
  }
  .dialog-head {
    padding-left: 1rem;
  }
  .dialog-body {
    padding: 1rem;
  }
  .sides {
    gap: 1.25rem;
  }
  .side .tile {
    height: min(30dvh, 15rem);
  }
  .compared th:first-child {
    width: 4.5rem;
  }
}
@media print {
  :root,
  :root[data-theme] {
    color-scheme: light;
    --page: #ffffff;
  }
  body {
    font-size: 10pt;
    print-color-adjust: exact;
  }
  .skip-link,
  .bar button,
  .toolbar,
  .more,
  .notice,
  .found button,
  .card-head button,
  .pair-end button {
    display: none;
  }
  .card,
  .pair {
    break-inside: avoid;
    content-visibility: visible;
    box-shadow: none;
  }
  .cards {
    display: block;
  }
  .card {
    margin-bottom: 1rem;
  }
}
`;
