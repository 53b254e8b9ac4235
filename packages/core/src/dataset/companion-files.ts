/** Endings of what stands beside images in datasets and archives and is none. Everything else in a folder is tried, so that nothing is lost in silence. */
const ENDINGS: ReadonlySet<string> = new Set(
  [
    'txt md rst json jsonl ndjson csv tsv xml yaml yml toml ini cfg conf log lock html htm css',
    'js mjs cjs ts py ipynb sh bat ps1 c h cpp java go rs r m mat',
    'pdf doc docx xls xlsx ppt pptx odt ods',
    'zip tar gz tgz bz2 xz zst 7z rar',
    'mp4 mov avi mkv webm mpg mpeg mp3 wav flac ogg m4a',
    'npy npz h5 hdf5 pkl parquet arrow feather pt pth onnx safetensors tfrecord tfrecords db sqlite',
    'xmp aae lrcat',
  ].flatMap((line) => line.split(' ')),
);
const NAMES: ReadonlySet<string> = new Set([
  'license',
  'licence',
  'readme',
  'copying',
  'notice',
  'authors',
  'makefile',
  'dockerfile',
]);

/** Whether a file's name says that it is no image: text, code, archives, sidecars and the like. */
export function isCompanionFile(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  return dot > 0 ? ENDINGS.has(name.slice(dot + 1)) : NAMES.has(name);
}
