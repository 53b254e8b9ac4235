// The photos and drawings of examples/dataset: where each comes from, whose it is and under what licence it is given away.
// The licences are those of the packages' copyright files (usr/share/doc/PACKAGE/copyright) and, for scikit-image's pictures, of
// their docstrings in skimage/data/_fetchers.py. The authors of Plasma's pictures stand in the metadata.json beside each.

export interface Photo {
  /** Path in examples/dataset. */
  readonly file: string;
  readonly shows: string;
  readonly origin: keyof typeof PACKAGES;
  /** Path below the package's folder of pictures. */
  readonly path: string;
  readonly author: string;
  readonly licence: keyof typeof LICENCES;
  readonly widthPx: number;
  readonly isProgressive?: boolean;
  /** XMP is left out where it names folders on the photographer's own computer. */
  readonly hasPrivateXmp?: boolean;
}

/** The Debian packages (version used) and the folder that holds their pictures. */
export const PACKAGES = {
  'lomiri-wallpapers-16.04': { version: '20.04.0-2', folder: 'usr/share/backgrounds' },
  'lomiri-wallpapers-20.04': { version: '20.04.0-2', folder: 'usr/share/backgrounds' },
  'mate-backgrounds': { version: '1.26.0-1', folder: 'usr/share/backgrounds/mate' },
  'plasma-workspace-wallpapers': { version: '4:5.27.5-2', folder: 'usr/share/wallpapers' },
  'python3-skimage': { version: '0.19.3-8', folder: 'usr/lib/python3/dist-packages/skimage/data' },
} as const;

export const LICENCES = {
  'CC0 1.0': {
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    note: ': for scikit-image’s pictures, as its documentation says of each',
  },
  'CC BY 4.0': { url: 'https://creativecommons.org/licenses/by/4.0/', note: '' },
  'CC BY-SA 3.0': { url: 'https://creativecommons.org/licenses/by-sa/3.0/', note: '' },
  'GPL-2.0-or-later': { url: 'https://www.gnu.org/licenses/old-licenses/gpl-2.0.html', note: '' },
  'LGPL-3.0': {
    url: 'https://www.gnu.org/licenses/lgpl-3.0.html',
    note: ': what the metadata.json beside each picture says; Debian’s copyright file gives GPL-2.0-or-later for the whole package',
  },
  'public domain': {
    url: 'https://www.flickr.com/photos/spacexphotos/16511594820/',
    note: ': given to it by SpaceX, as scikit-image’s documentation says',
  },
} as const;

const aitzol = { origin: 'lomiri-wallpapers-16.04', author: 'Aitzol Berasategi', licence: 'CC BY 4.0' } as const;
const plasma = { origin: 'plasma-workspace-wallpapers', licence: 'LGPL-3.0' } as const;
const mate = { origin: 'mate-backgrounds', licence: 'GPL-2.0-or-later' } as const;

export const PHOTOS: readonly Photo[] = [
  {
    ...aitzol,
    file: 'train/landscape/mountain-meadow.jpg',
    shows: 'a meadow below Mount Aitzgorri',
    path: 'aitzgorri_by_Aitzol_Berasategi.jpg',
    widthPx: 900,
  },
  {
    ...aitzol,
    file: 'train/landscape/mountain-path.jpg',
    shows: 'a path in the Picos de Europa; another mountain, so no duplicate of the meadow',
    path: 'picosdeeuropa_by_Aitzol_Berasategi.jpg',
    widthPx: 900,
  },
  {
    ...aitzol,
    file: 'train/landscape/forest-stream.jpg',
    shows: 'a stream in a forest; a progressive JPEG, nothing is like it',
    path: 'life_by_Aitzol_Berasategi.jpg',
    widthPx: 640,
    isProgressive: true,
  },
  {
    ...aitzol,
    file: 'train/landscape/sunset.jpg',
    shows: 'a sunset over hills',
    path: 'sunset_by_Aitzol_Berasategi.jpg',
    widthPx: 1024,
  },
  {
    ...aitzol,
    file: 'train/animal/dogs.jpg',
    shows: 'two dogs at a door, upright',
    path: 'friends_by_Aitzol_Berasategi.jpg',
    widthPx: 560,
  },
  {
    ...mate,
    file: 'train/landscape/storm-road.jpg',
    shows: 'a road under storm clouds; EXIF and maker notes of a Canon EOS 400D with its lens',
    path: 'nature/Storm.jpg',
    author: 'Sergey Nazarov',
    widthPx: 1024,
  },
  {
    ...plasma,
    file: 'train/landscape/pier-in-fog.jpg',
    shows: 'a pier in fog ("Cold Ripple"); EXIF of an Olympus E-M1',
    path: 'ColdRipple/contents/images/2560x1600.jpg',
    author: 'Risto Saukonpää',
    widthPx: 1024,
  },
  {
    ...plasma,
    file: 'train/landscape/lake-at-night.jpg',
    shows: 'a lake at night ("Darkest Hour"), little detail; EXIF of an Olympus E-M1',
    path: 'DarkestHour/contents/images/2560x1600.jpg',
    author: 'Risto Saukonpää',
    widthPx: 1024,
  },
  {
    ...plasma,
    file: 'test/landscape/lake-at-dawn.jpg',
    shows: 'a lake at one in the morning ("summer 1am"); another lake, so no duplicate of the one at night',
    path: 'summer_1am/contents/images/2560x1600.jpg',
    author: 'Risto Saukonpää',
    widthPx: 1024,
  },
  {
    ...plasma,
    file: 'test/landscape/canoes.jpg',
    shows: 'canoes on a shore ("Evening Glow")',
    path: 'EveningGlow/contents/images/2560x1600.jpg',
    author: 'Ian Hex',
    widthPx: 800,
  },
  {
    origin: 'python3-skimage',
    file: 'train/animal/cat.jpg',
    shows: 'the cat Chelsea; EXIF of a Pentax K100D Super',
    path: 'chelsea.png',
    author: 'Stéfan van der Walt',
    licence: 'CC0 1.0',
    widthPx: 451,
  },
  {
    origin: 'lomiri-wallpapers-20.04',
    file: 'train/animal/nuthatch.jpg',
    shows: 'a nuthatch on a tree trunk',
    path: 'Kleiber_by_Lukas_Baubkus.jpg',
    author: 'Lukas Baubkus',
    licence: 'CC BY-SA 3.0',
    widthPx: 900,
  },
  {
    ...mate,
    file: 'test/animal/ladybird.jpg',
    shows: 'a ladybird on a blade of grass',
    path: 'nature/LadyBird.jpg',
    author: 'Charles Barbin',
    widthPx: 900,
  },
  {
    origin: 'lomiri-wallpapers-16.04',
    file: 'train/plant/dandelion.jpg',
    shows: 'dandelions that have gone to seed',
    path: 'seeding_by_Clements_Engelhardt.jpg',
    author: 'Clemens Engelhardt',
    licence: 'CC0 1.0',
    widthPx: 1024,
  },
  {
    ...plasma,
    file: 'train/plant/autumn-leaf.jpg',
    shows: 'a fallen leaf; EXIF of a Canon EOS 70D with its lens and the artist’s name',
    path: 'FallenLeaf/contents/images/2560x1600.jpg',
    author: 'Martin Klapetek',
    widthPx: 1024,
  },
  {
    ...plasma,
    file: 'train/object/cups.jpg',
    shows: 'colourful cups; EXIF of a Sony NEX-3N with the GPS position that its photographer published',
    path: 'ColorfulCups/contents/images/2560x1600.jpg',
    author: 'Dmitri Popov',
    widthPx: 800,
    hasPrivateXmp: true,
  },
  {
    origin: 'python3-skimage',
    file: 'train/object/coffee.jpg',
    shows: 'a cup of coffee at Pikolo Espresso Bar',
    path: 'coffee.png',
    author: 'Rachel Michetti',
    licence: 'CC0 1.0',
    widthPx: 600,
  },
  {
    origin: 'python3-skimage',
    file: 'test/object/rocket.jpg',
    shows: 'a rocket before its launch; its colours are numbers of Adobe RGB, as its ICC profile says',
    path: 'rocket.jpg',
    author: 'SpaceX',
    licence: 'public domain',
    widthPx: 640,
  },
];

export interface Drawing {
  readonly file: string;
  readonly shows: string;
  readonly svg: string;
  /** Whether the PNG has a palette. */
  readonly isPalette: boolean;
}

const icon = (paths: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128" viewBox="0 0 128 128" fill="none" stroke="#334" stroke-width="8" stroke-linejoin="round">${paths}</svg>`;

/** Flat pictures, drawn for this dataset: to many a hash they are all the same. */
export const DRAWINGS: readonly Drawing[] = [
  {
    file: 'train/flat/icon-mail.png',
    shows: 'an icon, transparent around',
    svg: icon('<rect x="16" y="32" width="96" height="64"/><path d="M16 36l48 34 48-34"/>'),
    isPalette: false,
  },
  {
    file: 'test/flat/icon-bell.png',
    shows: 'another icon, transparent around',
    svg: icon(
      '<path d="M24 92h80c-10-10-12-16-12-36a28 28 0 0 0-56 0c0 20-2 26-12 36z"/><path d="M54 104a10 10 0 0 0 20 0"/>',
    ),
    isPalette: false,
  },
  {
    file: 'test/flat/blank-page.png',
    shows: 'a blank page, in a palette',
    svg: '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="640"><rect width="480" height="640" fill="#fdfdfb"/></svg>',
    isPalette: true,
  },
];
