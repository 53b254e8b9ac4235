/** What guards ask of an image's metadata. */
export interface Traits {
  /** Whether it says where the picture was taken. */
  readonly hasPosition: boolean;
  /** Whether it names a licence, terms of use, or who holds the rights. */
  readonly hasRights: boolean;
}
