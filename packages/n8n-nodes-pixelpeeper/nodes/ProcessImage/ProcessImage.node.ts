import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

import { DATASET, INPUT, LIMITS, RUNS_ON, SIMPLIFY, STORE_OF_THIS_N8N, URL_OF_IMAGE } from '../../src/parameters';
import { processItems } from './process-items';

export class ProcessImage implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Process Image',
    name: 'processImage',
    icon: { light: 'file:../../icons/process-image.svg', dark: 'file:../../icons/process-image.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle:
      '={{ ($parameter["mode"] === "background" ? "in the background" : "image to JSON") + ($parameter["runsOn"] === "api" ? " by API" : "") }}',
    description: 'Turn images into JSON: metadata, camera and lens, hashes, rights, and whether they are AI-generated',
    defaults: { name: 'Process Image' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    usableAsTool: true,
    credentials: [
      { name: 'pixelPeeperApi', required: true, displayOptions: { show: { runsOn: ['api'] } } },
      // Not `show: { runsOn }`: the editor hides a parameter on which all credentials depend.
      {
        name: 'postgres',
        required: true,
        displayOptions: { show: { store: ['postgres'] }, hide: { runsOn: ['api'] } },
      },
    ],
    hints: [
      {
        message:
          'The records are pending at first. Get them later by their ID with a Get Image node and its option Wait Until Processed.',
        displayCondition: '={{ $parameter["mode"] === "background" }}',
        whenToDisplay: 'always',
        location: 'outputPane',
      },
    ],
    properties: [
      RUNS_ON,
      STORE_OF_THIS_N8N,
      INPUT,
      URL_OF_IMAGE,
      {
        displayName: 'Input Binary Field',
        name: 'binaryFields',
        type: 'string',
        default: '*',
        placeholder: 'e.g. data',
        hint: 'The name of the field with the file; several separated by commas, or * for all',
        description: 'Each file gives an item of its own',
        displayOptions: { show: { input: ['auto', 'binary'] } },
      },
      {
        displayName: 'Mode',
        name: 'mode',
        type: 'options',
        noDataExpression: true,
        options: [
          {
            name: 'In the Background',
            value: 'background',
            description: 'Go on at once with the IDs of pending records',
          },
          { name: 'Wait for Each Image', value: 'wait', description: 'Go on when the images are processed' },
        ],
        default: 'wait',
      },
      SIMPLIFY,
      {
        displayName: 'Options',
        name: 'options',
        type: 'collection',
        placeholder: 'Add option',
        default: {},
        options: [
          {
            displayName: 'Compute',
            name: 'compute',
            type: 'multiOptions',
            options: [
              {
                name: 'Hashes',
                value: 'hashes',
                description: 'Codes by which similar images are found: dhash, phash, PDQ',
              },
              {
                name: 'Highlights',
                value: 'highlights',
                description: 'Time and place of the shot, exposure, title, keywords',
              },
              { name: 'Metadata', value: 'metadata', description: 'All EXIF, XMP, IPTC and ICC tags, camera and lens' },
              {
                name: 'Placeholder',
                value: 'placeholder',
                description: 'A tiny preview (ThumbHash) and the dominant colours',
              },
              {
                name: 'Rights',
                value: 'rights',
                description: 'Creator, copyright, terms of use, AI generation and Content Credentials',
              },
            ],
            default: ['metadata', 'hashes', 'highlights', 'rights', 'placeholder'],
            description:
              'Parts of the record to return. Without Metadata, Highlights and Rights the metadata are not read, which is faster.',
          },
          {
            displayName: 'Concurrency',
            name: 'concurrency',
            type: 'number',
            default: 4,
            typeOptions: { minValue: 1, maxValue: 32 },
            description: 'How many images are processed at the same time',
          },
          DATASET,
          {
            displayName: 'Include Input Binary',
            name: 'keepBinary',
            type: 'boolean',
            default: false,
            description: 'Whether to pass on the files of the item with the result',
          },
          ...LIMITS,
          {
            displayName: 'Leave Out',
            name: 'strip',
            type: 'multiOptions',
            options: [
              { name: 'Faces and Names', value: 'faces' },
              { name: 'GPS Position', value: 'gps' },
              { name: 'Serial Numbers', value: 'serials' },
            ],
            default: [],
            description: 'Private details to keep out of the record',
          },
        ],
      },
    ],
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [await processItems(this)];
  }
}
