// Runs one of our nodes in n8n's own execution engine, in this process.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type {
  ICredentialDataDecryptedObject,
  IDataObject,
  IHttpRequestOptions,
  INode,
  INodeExecutionData,
  INodeType,
  IRun,
  NodeParameterValueType,
  OnError,
} from 'n8n-workflow';

const require = createRequire(import.meta.url);
const DIST = fileURLToPath(new URL('../../packages/n8n-nodes-pixelpeeper/dist/', import.meta.url));

process.env['N8N_LOG_LEVEL'] = 'silent'; // the tests look at what nodes say themselves
require('reflect-metadata');
const { Container } = require('@n8n/di') as { Container: { get: (type: unknown) => never } };
const core = require('n8n-core') as Readonly<Record<string, new (...args: unknown[]) => never>>;
const { Workflow, NodeHelpers } = require('n8n-workflow') as typeof import('n8n-workflow');

export type NodeName = 'processImage' | 'getImage' | 'findDuplicates';

/** Where n8n keeps binary data: with the item, in files, or in a place that has no paths (a database, S3). */
export type BinaryMode = 'default' | 'filesystem-v2' | 'database';

export interface NodeRun {
  readonly items?: readonly INodeExecutionData[];
  readonly parameters?: Readonly<Record<string, NodeParameterValueType>>;
  readonly credentials?: Readonly<Record<string, ICredentialDataDecryptedObject>>;
  readonly onError?: OnError;
  /** Called with what cancels the execution. */
  readonly onStart?: (cancel: () => void) => void;
}

export interface NodeResult {
  /** Items by output. */
  readonly outputs: readonly (readonly INodeExecutionData[])[];
  readonly error:
    | { readonly message: string; readonly description: string | undefined; readonly itemIndex: number | undefined }
    | undefined;
  readonly hints: readonly string[];
  readonly status: string;
}

const nodes: Readonly<Record<string, INodeType>> = Object.fromEntries(
  ['ProcessImage', 'GetImage', 'FindDuplicates'].map((name) => {
    const loaded = require(join(DIST, 'nodes', name, `${name}.node.js`)) as Record<string, new () => INodeType>;
    const node = new loaded[name]!();
    return [node.description.name, node];
  }),
);

export function nodeType(name: NodeName): INodeType {
  return nodes[name]!;
}

/** The module of the built package with this path. */
export function built(path: string): Readonly<Record<string, (...args: unknown[]) => unknown>> {
  return require(join(DIST, path)) as Readonly<Record<string, (...args: unknown[]) => unknown>>;
}

interface BinaryDataService {
  init(): Promise<void>;
  mode: BinaryMode;
  setManager(mode: string, manager: unknown): void;
  store(location: object, bytes: Buffer, data: object): Promise<Required<INodeExecutionData>['binary'][string]>;
}

/** n8n's service of binary data in one of its modes. */
export async function binaryData(mode: BinaryMode): Promise<BinaryDataService> {
  const service: BinaryDataService = Container.get(core['BinaryDataService']);
  await service.init();
  service.setManager('database', memoryManager());
  service.mode = mode;
  return service;
}

/** Binary data as an item has it. */
export async function binaryOf(
  service: BinaryDataService,
  bytes: Buffer,
  fileName: string,
): Promise<Required<INodeExecutionData>['binary'][string]> {
  const location = { type: 'execution', workflowId: '1', executionId: '1' };
  return service.store(location, bytes, { fileName, mimeType: 'application/octet-stream', data: '' });
}

/** Like n8n's manager for databases: by ID, without paths. */
function memoryManager(): object {
  const files = new Map<string, { bytes: Buffer; metadata: object }>();
  const find = (id: string): { bytes: Buffer; metadata: object } => {
    const file = files.get(id);
    if (!file) throw new Error(`File not found: ${id}`);
    return file;
  };
  return {
    init: async () => undefined,
    store: async (_: object, bytes: Buffer, metadata: object) => {
      const fileId = `file${files.size}`;
      files.set(fileId, { bytes, metadata });
      return { fileId, fileSize: bytes.length };
    },
    getPath: () => {
      throw new Error('There are no paths here.');
    },
    getAsBuffer: async (id: string) => find(id).bytes,
    getMetadata: async (id: string) => ({ ...find(id).metadata, fileSize: find(id).bytes.length }),
  };
}

export async function runNode(name: NodeName, run: NodeRun): Promise<NodeResult> {
  const { items = [{ json: {} }], parameters = {}, credentials = {}, onError } = run;
  const description = nodeType(name).description;
  const node: INode = {
    id: 'node',
    name: description.displayName,
    type: name,
    typeVersion: 1,
    position: [200, 0],
    parameters: NodeHelpers.getNodeParameters(
      description.properties,
      parameters,
      true,
      false,
      { typeVersion: 1 },
      description,
    )!,
    credentials: Object.fromEntries(Object.keys(credentials).map((type) => [type, { id: type, name: type }])),
    ...(onError ? { onError } : {}),
  };
  const source: INode = {
    id: 'source',
    name: 'Source',
    type: 'source',
    typeVersion: 1,
    position: [0, 0],
    parameters: {},
  };
  const workflow = new Workflow({
    id: '1',
    active: false,
    nodes: [source, node],
    connections: { Source: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
    nodeTypes: nodeTypes(items),
    settings: { executionOrder: 'v1' },
  });
  const engine = new core['WorkflowExecute']!(additionalData(credentials), 'manual') as unknown as {
    run(options: object): Promise<IRun> & { cancel(): void };
  };
  const execution = engine.run({ workflow, startNode: source });
  run.onStart?.(() => execution.cancel());
  return resultOf(await execution, node.name);
}

function nodeTypes(items: readonly INodeExecutionData[]): never {
  const source = {
    description: { ...nodeType('processImage').description, name: 'source', properties: [], credentials: [] },
    execute: async () => [[...items]],
  };
  const find = (name: string): unknown => (name === 'source' ? source : nodes[name]);
  return { getByName: find, getByNameAndVersion: find, getKnownTypes: () => ({}) } as never;
}

function additionalData(credentials: NonNullable<NodeRun['credentials']>): object {
  const url = 'http://127.0.0.1/';
  return {
    credentialsHelper: credentialsHelper(credentials),
    hooks: new core['ExecutionLifecycleHooks']!('manual', '1', { id: '1', name: 'Test', nodes: [], connections: {} }),
    executionId: '1',
    workflowId: '1',
    currentNodeExecutionIndex: 0,
    restApiUrl: url,
    instanceBaseUrl: url,
    formBaseUrl: url,
    formWaitingBaseUrl: url,
    webhookBaseUrl: url,
    webhookWaitingBaseUrl: url,
    variables: {},
    executionTimeoutTimestamp: undefined,
    sendDataToUI: () => undefined,
    setExecutionStatus: () => undefined,
  };
}

/** Credentials as they are, authenticated as our credential says. */
function credentialsHelper(credentials: NonNullable<NodeRun['credentials']>): object {
  return {
    getParentTypes: () => [],
    isCredentialUsableByNode: () => true,
    getCredentialsProperties: () => [],
    getDecrypted: async (_: unknown, __: unknown, type: string) => credentials[type],
    preAuthentication: async () => undefined,
    authenticate: async ({ token }: ICredentialDataDecryptedObject, _: string, options: IHttpRequestOptions) => ({
      ...options,
      headers: { ...options.headers, Authorization: `Bearer ${token as string}` },
    }),
  };
}

function resultOf(run: IRun, name: string): NodeResult {
  const last = run.data.resultData.runData[name]?.at(-1);
  const error = (last?.error ?? run.data.resultData.error) as
    { message: string; description?: string | null; context?: IDataObject } | undefined;
  return {
    outputs: (last?.data?.['main'] ?? []).map((items) => items ?? []),
    error: error && {
      message: error.message,
      description: error.description ?? undefined,
      itemIndex: error.context?.['itemIndex'] as number | undefined,
    },
    hints: (last?.hints ?? []).map(({ message }) => message),
    status: run.status,
  };
}
