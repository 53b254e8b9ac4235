/**
 * What ExifTool puts between the items of a list. Text has no control characters (XML forbids them), so that, unlike with the comma of the API's shape, the
 * items can be told apart; toMetadata puts the comma in its place.
 */
export const LIST_SEPARATOR = '\x1f,\x1f';
