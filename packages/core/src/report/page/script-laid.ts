/** Two pictures laid on each other, and marks on a picture. */
export const laidScript = String.raw`
/**
 * Both pictures in one place, with a slider that fades from one to the other; nothing where they cannot be laid on each other.
 * @param {PageImage} first @param {PageImage} second @param {LaidView | null} laid @returns {HTMLElement[]}
 */
function laidTogether(first, second, laid) {
  if (!laid || !first.picture || !second.picture) return [];
  const upper = laidPicture(first.picture, laid.a, { opacity: 0.5 });
  const whole = drawing('rect', { class: 'laid-outline', ...laid.a, x: 0, y: 0 });
  const moved = drawing('g', { transform: laid.matrix }, upper, whole);
  const view = drawing(
    'svg',
    { class: 'laid', viewBox: laid.view_box, role: 'img', 'aria-label': 'The two pictures laid on each other' },
    laidPicture(second.picture, laid.b, {}),
    moved,
    ...coverMark(laid),
  );
  const fade = element('input', { type: 'range', min: 0, max: 100, value: 50 });
  fade.addEventListener('input', () => upper.setAttribute('opacity', String(1 - Number(fade.value) / 100)));
  const label = element('label', { class: 'fade' }, element('span', {}, 'Left one'), fade, element('span', {}, 'Right one'));
  return [element('figure', { class: 'laid-figure' }, element('figcaption', {}, 'Laid on each other'), view, label)];
}

/** @param {string} href @param {LaidView['a']} size @param {Attributes} attributes @returns {SVGImageElement} */
function laidPicture(href, { width, height }, attributes) {
  return drawing('image', { href, width, height, preserveAspectRatio: 'none', ...attributes });
}

/** The rectangle round what covers a picture in one place. @param {LaidView} laid @returns {SVGRectElement[]} */
function coverMark({ overlay }) {
  if (!overlay) return [];
  const [x, y, width, height] = overlay;
  return [drawing('rect', { class: 'cover-mark', x, y, width, height })];
}

/** The same for a picture that stands in a tile by itself. @param {PageMember} member @returns {SVGSVGElement[]} */
function coverOn({ verdict }) {
  if (!verdict?.laid?.overlay || verdict.relation !== 'overlaid') return [];
  const { width, height } = verdict.laid.b;
  const frame = { class: 'cover', viewBox: '0 0 ' + width + ' ' + height, 'aria-hidden': 'true' };
  return [drawing('svg', frame, ...coverMark(verdict.laid))];
}
`;
