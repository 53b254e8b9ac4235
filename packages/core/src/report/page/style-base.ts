/** Colours and type. Every ink on its ground has a contrast of 4.5 or more (WCAG 2.2 AA, 1.4.3). */
export const baseStyle = String.raw`
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f6f3, #131517);
  --surface: light-dark(#ffffff, #1b1e21);
  --well: light-dark(#efefeb, #111315);
  --ink: light-dark(#1c1e21, #e9ebed);
  --muted: light-dark(#5b6168, #a3abb3);
  --line: light-dark(#e2e2dc, #2d3237);
  --control: light-dark(#85898f, #727a82);
  --accent: light-dark(#2a55c5, #9db8ff);
  --keep: light-dark(#e1f2e7, #17301f);
  --keep-ink: light-dark(#12633a, #84d9aa);
  --differ: light-dark(#fbefd0, #382d13);
  --differ-ink: light-dark(#6b4500, #f0cf8a);
  --leak: light-dark(#fbe6e4, #421f1d);
  --leak-page: light-dark(#fdf5f4, #211818);
  --leak-line: light-dark(#efcfcb, #4d2a28);
  --leak-ink: light-dark(#a1221a, #ffa79e);
  --lies: light-dark(#1f6fd6, #6fb1ff);
  --differs: light-dark(#d95f02, #ff9d4d);
  --radius: 0.75rem;
  --shadow: 0 1px 2px light-dark(rgb(0 0 0 / 5%), rgb(0 0 0 / 30%));
}
:root[data-theme='light'] {
  color-scheme: light;
}
:root[data-theme='dark'] {
  color-scheme: dark;
}
*,
::before,
::after {
  box-sizing: border-box;
}
body {
  margin: 0;
  background: var(--page);
  color: var(--ink);
  font:
    1rem/1.5 system-ui,
    -apple-system,
    'Segoe UI',
    Roboto,
    'Noto Sans',
    'Open Sans',
    sans-serif;
  text-size-adjust: 100%;
}
header,
main,
footer {
  max-width: 80rem;
  margin-inline: auto;
  padding-inline: clamp(1rem, 4vw, 2.5rem);
}
h1,
h2,
h3,
p,
dl,
dd,
ul,
ol {
  margin: 0;
  padding: 0;
}
ul,
ol {
  list-style: none;
}
h1 {
  font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem);
  font-weight: 650;
  line-height: 1.15;
  letter-spacing: -0.02em;
  overflow-wrap: anywhere;
}
h2 {
  font-size: 1.25rem;
  font-weight: 650;
  letter-spacing: -0.01em;
}
h3 {
  font-size: 1rem;
  font-weight: 650;
}
[hidden] {
  display: none !important;
}
.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.skip-link {
  position: absolute;
  inset: 0.5rem auto auto 0.5rem;
  z-index: 3;
  padding: 0.5rem 1rem;
  border-radius: 0.5rem;
  background: var(--accent);
  color: var(--page);
  transform: translateY(-200%);
}
.skip-link:focus {
  transform: none;
}
h2:focus,
section:focus {
  outline: none;
}
:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}
`;
