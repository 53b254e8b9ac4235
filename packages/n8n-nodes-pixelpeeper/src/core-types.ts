// Core is ESM and this package is CommonJS, as n8n wants it: its types are named here, its code runs in a thread (thread/core-worker.mts).
export type {
  DuplicateReport,
  ErrorFacts,
  ImageFacts,
  ImageRecord,
  PairEvidence,
  PostgresServer,
  RecordQuery,
  SearchProgress,
  Sensitivity,
  StoreLocation,
  StripKind,
} from '@pixelpeeper/core' with { 'resolution-mode': 'import' };
