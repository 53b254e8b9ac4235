/** The data of the page, and how its elements are found and made. */
export const elementsScript = String.raw`
/**
 * @import {PageData, PageImage, PageCluster, PageMember, PageLeak, PageScene} from './page-data.ts'
 * @import {LaidView} from '../laid-view.ts'
 * @typedef {Record<string, string | number | false | null>} Attributes Those that are false or null are left out.
 */

/** @type {PageData} */
const data = JSON.parse(byId('report-data').textContent);

/**
 * Makes an element. Children are elements or text; text is never read as markup, whatever a file is called.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/**
 * The same for SVG.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Node} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
function drawing(tag, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

/** @param {string} text @param {Attributes} [attributes] @returns {HTMLButtonElement} */
function button(text, attributes) {
  return element('button', { type: 'button', ...attributes }, text);
}

/** @param {PageMember} member @returns {PageImage} */
function imageOf(member) {
  return data.images[member.image];
}

/** @param {number} count @param {string} noun @returns {string} "1 image", "1,234 images" */
function counted(count, noun) {
  return count.toLocaleString('en') + ' ' + noun + (count === 1 ? '' : 's');
}

/** @param {number} bytes @returns {string} "512 B", "4.1 MB"; 1 MB is a million bytes */
function formatBytes(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const scaled = bytes / 1000 ** power;
  return scaled.toFixed(power === 0 || scaled >= 100 ? 0 : 1) + ' ' + units[power];
}
`;
