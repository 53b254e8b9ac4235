/** One image: its picture, its name, its facts, and how it relates to the one to keep. */
export const imagesScript = String.raw`
/**
 * @typedef {{ label: string, absent: string, read: (image: PageImage) => string | null }} Fact
 * @type {Fact[]}
 */
const FACTS = [
  {
    label: 'Pixels',
    absent: 'No dimensions',
    read: (image) => (image.width === null ? null : image.width + ' × ' + image.height),
  },
  { label: 'Size', absent: 'No size', read: (image) => (image.bytesize === null ? null : formatBytes(image.bytesize)) },
  { label: 'Format', absent: 'No format', read: (image) => image.format },
  { label: 'Split', absent: 'No split', read: (image) => image.split },
  { label: 'Taken', absent: 'No date', read: (image) => image.taken_at },
  { label: 'Camera', absent: 'No camera', read: (image) => image.camera },
];

/** @param {PageImage} image @returns {HTMLElement} The picture, or its format where there is none. */
function pictureOf(image) {
  if (image.picture) return element('img', { src: image.picture, alt: '', loading: 'lazy', decoding: 'async' });
  return element('span', { class: 'placeholder' }, image.format ?? 'No picture');
}

/** @param {PageImage} image @returns {HTMLParagraphElement} */
function nameOf(image) {
  const folder = image.folder ? [element('bdi', { class: 'folder' }, ...breakable(image.folder))] : [];
  return element('p', { class: 'name' }, ...folder, element('bdi', { class: 'file' }, ...breakable(image.file)));
}

/** A long name may break after its separators; the break adds nothing to what is copied. @param {string} name */
function breakable(name) {
  return name.split(/(?<=[-_])/).flatMap((part, index) => (index === 0 ? [part] : [element('wbr'), part]));
}

/**
 * The facts of an image in one line; those that differ from the other image are marked.
 * @param {PageImage} image @param {PageImage} other @returns {HTMLUListElement}
 */
function factsOf(image, other) {
  const items = FACTS.flatMap(({ label, absent, read }) => {
    const value = read(image);
    const differs = value !== read(other);
    if (value === null && !differs) return [];
    return [
      element('li', { class: differs && 'differs', title: label + (differs ? ', differs' : '') }, value ?? absent),
    ];
  });
  return element('ul', { class: 'facts' }, ...items);
}

/** @param {PageMember} member @returns {HTMLParagraphElement} "Resized 98.2%" */
function verdictOf({ verdict }) {
  const line = element('p', { class: 'verdict' });
  if (!verdict) return line;
  line.append(verdict.words);
  if (verdict.kind === 'near') line.append(element('span', { class: 'percent' }, verdict.percent));
  if (verdict.via !== null)
    line.append(element('small', {}, 'compared with ', element('bdi', {}, data.images[verdict.via].file)));
  return line;
}

/**
 * What a screen reader says of the facts that are only coloured.
 * @param {PageImage} image @param {PageImage} other @returns {string}
 */
function differencesInWords(image, other) {
  const labels = FACTS.filter(({ read }) => read(image) !== read(other)).map(({ label }) => label.toLowerCase());
  return labels.length === 0 ? 'no facts differ' : labels.join(', ') + (labels.length === 1 ? ' differs' : ' differ');
}
`;
