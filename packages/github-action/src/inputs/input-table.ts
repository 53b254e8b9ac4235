import { boolean, choice, integer, list, text } from './input-kinds.ts';

/** Every input, in the order of the README's table; action.yml and that table are generated from it (`npm run build:inputs`). */
export const INPUTS = {
  paths: list({
    default: ['**/*.{jpg,jpeg,jpe,jfif,png,apng,webp,gif,tif,tiff,avif}'],
    about: 'Globs of the images, one a line, relative to the repository; upper and lower case are the same.',
  }),
  ignore: list({ default: [], about: 'Globs of images to leave out, one a line.' }),
  base: text({
    default: '',
    about:
      'Commit, branch or tag to compare with instead of the one that the event names; `none` compares all images with each other.',
  }),
  'fail-on': choice({
    options: ['near', 'exact', 'leak', 'never'],
    default: 'near',
    about:
      'What fails the job: `near` any duplicate, `exact` identical files and pixels, `leak` only duplicates across splits (which `near` and `exact` fail on as well), `never` nothing.',
  }),
  sensitivity: choice({
    options: ['strict', 'balanced', 'thorough'],
    default: 'balanced',
    about:
      'How hard copies are looked for: `strict` whole pictures only, `balanced` crops, tilts, overlays and screenshots as well, `thorough` doubtful ones too.',
  }),
  splits: text({
    default: 'auto',
    about:
      'How a dataset is split: `auto` by folders called train, val, test and the like, `off`, or a pattern such as `data/{split}/**`.',
  }),
  'allow-list': text({
    default: '.pixelpeeper-allow.json',
    about: 'File with the pairs that people found to be no duplicates; it need not exist.',
  }),
  config: text({
    default: '.pixelpeeper.yml',
    about: 'File with the same settings as these inputs, which win over it; it need not exist.',
    isConfigurable: false,
  }),
  guards: list({
    default: [],
    about:
      'What else fails the job, one a line: `gps` images with a position, `licence` images without licence or rights, `unreadable` images that cannot be decoded, `lfs` LFS pointers whose images are not there.',
    options: ['gps', 'licence', 'unreadable', 'lfs'],
  }),
  'max-file-size': integer({
    default: 0,
    least: 0,
    about: 'Largest image in kB; larger ones that the change adds fail the job. 0 sets no limit.',
  }),
  summary: boolean({ default: true, about: 'Whether the job summary gets a report.' }),
  annotations: boolean({ default: true, about: 'Whether the worst findings are shown at the files they are about.' }),
  comment: choice({
    options: ['on-findings', 'always', 'never'],
    default: 'on-findings',
    about:
      'When the pull request gets a comment; there is one, which is updated and says when all is resolved. It needs `pull-requests: write`.',
  }),
  previews: boolean({
    default: true,
    about: 'Whether summary and comment show the images; readers see only what they may see in the repository anyway.',
  }),
  json: text({ default: '', about: 'File to write the findings to as JSON.' }),
  html: text({ default: '', about: 'File to write a page with the pictures side by side to.' }),
  sarif: text({ default: '', about: 'File to write SARIF 2.1.0 to, for code scanning.' }),
  csv: text({ default: '', about: 'File to write a table of the pairs to.' }),
  markdown: text({
    default: '',
    about:
      'File to write what the comment says to. What the run of a fork has written is a stranger’s text: do not post it as it is.',
  }),
  cache: boolean({
    default: true,
    about: 'Whether fingerprints are kept between runs in the cache of GitHub Actions.',
  }),
  baseline: text({
    default: '',
    about:
      'Committed file with the fingerprints of committed images, for repositories without cache. Full scans bring it up to date in the working folder.',
  }),
  'max-image-pixels': integer({
    default: 100_000_000,
    least: 1,
    about: 'Most pixels of an image that is decoded; what has more is unreadable.',
  }),
  timeout: integer({ default: 30, least: 1, about: 'Minutes after which the search gives up and the job fails.' }),
  'github-token': text({
    default: '', // action.yml gives the job's own token
    about:
      'Token to comment with, and to learn when the older image of a pair was committed. Nothing else is asked of GitHub.',
    isConfigurable: false,
  }),
  sharp: text({
    default: '',
    about:
      'Folder whose node_modules hold a native sharp of the same version, which reads PNG in three quarters of the time; WebAssembly otherwise.',
    isConfigurable: false,
  }),
} as const;

export type InputName = keyof typeof INPUTS;

/** What the action was asked to do. */
export type Inputs = { readonly [Name in InputName]: ReturnType<(typeof INPUTS)[Name]['parse']> };

export const INPUT_NAMES = Object.keys(INPUTS) as InputName[];
