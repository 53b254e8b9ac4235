/** What a picture's metadata say, in the record's words. docs/metadata.md names the tags that each field is read from. */
export interface Highlights {
  /** ISO 8601: `2016-09-26T00:27:07.042+02:00`; without an offset where the zone is unknown, the date alone where the time is. */
  readonly taken_at: string | null;
  /** The tag it was read from: `EXIF:DateTimeOriginal`. */
  readonly taken_at_source: string | null;
  readonly taken_at_zone_source: ZoneSource | null;
  readonly gps: Gps | null;
  /** EXIF orientation, 1 to 8, as the file says it; known for formats that are not decoded here, too. */
  readonly orientation: number | null;
  /** As photographers write it: `1/250`. */
  readonly exposure_time: string | null;
  readonly exposure_seconds: number | null;
  /** The f-number. */
  readonly aperture: number | null;
  readonly iso: number | null;
  readonly focal_length_mm: number | null;
  /** The focal length that shows the same on 35 mm film, in mm. */
  readonly focal_length_35mm: number | null;
  readonly flash_fired: boolean | null;
  readonly title: string | null;
  readonly caption: string | null;
  /** Without repetition, in the file's order. */
  readonly keywords: readonly string[];
  /** What wrote the file last. */
  readonly software: string | null;
  /** 0 to 5; -1 for a picture that was rejected. */
  readonly rating: number | null;
  /** Faces that are marked, or that the camera counted. */
  readonly faces: number | null;
  readonly regions: readonly Region[];
}

/**
 * Where the zone of `taken_at` comes from, the surest first: written in the date itself, in the tag for its offset, in the camera's settings;
 * looked up from the GPS position; or the difference to the time of the GPS.
 */
export type ZoneSource = 'date' | 'offset_tag' | 'camera_setting' | 'gps_position' | 'gps_time';

export interface Gps {
  /** Decimal degrees, -90 to 90, north positive; to 0.000001, some 0.1 m. */
  readonly latitude: number;
  /** Decimal degrees, -180 to 180, east positive. */
  readonly longitude: number;
  /** Metres, negative below the reference. */
  readonly altitude: number | null;
  /** What the altitude is measured from, in ExifTool's words: `Above Sea Level`. */
  readonly altitude_reference: string | null;
  /** The geodetic datum, as the file names it: `WGS-84`. */
  readonly datum: string | null;
}

/** A part of the picture that somebody or some program marked. Fractions of its width and height, 0 to 1, in the frame the file has them in. */
export interface Region {
  /** What is there, as the file says it, in lower case: `face`, `pet`, `focus`, `barcode`, `animal`. */
  readonly type: string | null;
  readonly name: string | null;
  /** Left and top edge. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whose the picture is and what may be done with it, as the file and the server say it. */
export interface Rights {
  readonly creator: string | null;
  readonly credit: string | null;
  readonly copyright: string | null;
  readonly usage_terms: string | null;
  /** Where a licence can be had (PLUS). */
  readonly licensor_url: string | null;
  /** The licence's page, else the page that states the rights. */
  readonly license_url: string | null;
  /** PLUS Data Mining (IPTC Photo Metadata 2023.1), by its code: `DMI-PROHIBITED-AIMLTRAINING`. */
  readonly data_mining: string | null;
  /** The constraints that such a code may refer to. */
  readonly data_mining_constraints: string | null;
  /** Everything that asks not to use the picture for training. Empty means that nothing was found, not that it is allowed. */
  readonly no_ai: readonly NoAiSignal[];
}

/** A place that asks not to use the picture for training, and what it says. */
export interface NoAiSignal {
  /** A tag, or `X-Robots-Tag` for the header that the picture was served with. */
  readonly source: string;
  readonly value: string;
}

/** How the picture came to be, as the file says it. */
export interface Provenance {
  readonly c2pa: C2pa;
  /** IPTC's term: `trainedAlgorithmicMedia`, `digitalCapture`, `compositeWithTrainedAlgorithmicMedia`. */
  readonly digital_source_type: string | null;
  /** The parameters of the program that generated the picture. */
  readonly generator: GeneratorParameters | null;
}

/** A C2PA manifest (Content Credentials). That one is present proves nothing: anyone can write one, or copy one to another picture. */
export interface C2pa {
  readonly present: boolean;
  /**
   * `valid`: the file is unchanged since the manifest was signed, whoever signed it. `invalid`: it is not, or the signature does not hold.
   * Null when there is none, or it could not be checked (a warning says why).
   */
  readonly validation: 'valid' | 'invalid' | null;
  /** C2PA's codes of all that failed; `signingCredential.untrusted` always, since no list of trusted signers is consulted. */
  readonly failures: readonly string[];
  /** The organisation in the signer's certificate. Anyone can make a certificate with any name in it. */
  readonly signer: string | null;
  /** What made the manifest, as it says itself. */
  readonly claim_generator: string | null;
  /** Where a manifest is kept apart from the file. It is not fetched. */
  readonly remote_manifest_url: string | null;
}

/** What a picture was generated with, as the program that did it wrote it down. */
export interface GeneratorParameters {
  readonly tool: 'Stable Diffusion' | 'ComfyUI' | 'InvokeAI' | 'Midjourney' | 'DALL-E' | 'OpenAI' | 'Firefly';
  /** The tag that says so. */
  readonly source: string;
  readonly prompt: string | null;
  readonly negative_prompt: string | null;
  readonly model: string | null;
  /** Digits: seeds have 64 bits, more than a JSON number is sure to keep. */
  readonly seed: string | null;
  readonly steps: number | null;
  readonly sampler: string | null;
  readonly cfg_scale: number | null;
  /** Everything else, by the program's own names. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What can be kept out of a record: GPS, serial numbers, faces and who they are. */
export type StripKind = 'gps' | 'serials' | 'faces';
