import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

import { RUNS_ON, SIMPLIFY, STORE_OF_THIS_N8N } from '../../src/parameters';
import { getItems } from './get-items';
import { searchImages } from './search-images';

export class GetImage implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Get Image',
    name: 'getImage',
    icon: { light: 'file:../../icons/get-image.svg', dark: 'file:../../icons/get-image.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle:
      '={{ "by " + ({ checksum: "checksum", url: "URL" }[$parameter["by"]] || "ID") + ($parameter["runsOn"] === "api" ? " from API" : "") }}',
    description: 'Get the JSON of an image that was processed before',
    defaults: { name: 'Get Image' },
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
    properties: [
      RUNS_ON,
      STORE_OF_THIS_N8N,
      {
        displayName: 'Get By',
        name: 'by',
        type: 'options',
        noDataExpression: true,
        options: [
          { name: 'Checksum', value: 'checksum', description: 'The SHA-256 of the file' },
          { name: 'ID', value: 'id', description: 'The ID that Process Image gave' },
          { name: 'URL', value: 'url', description: 'The address that the image was processed from' },
        ],
        default: 'id',
        displayOptions: { show: { runsOn: ['thisN8n'] } },
      },
      {
        displayName: 'Image',
        name: 'imageId',
        type: 'resourceLocator',
        default: { mode: 'list', value: '' },
        required: true,
        displayOptions: { hide: { by: ['checksum', 'url'] } },
        modes: [
          {
            displayName: 'From List',
            name: 'list',
            type: 'list',
            placeholder: 'Select an image…',
            typeOptions: { searchListMethod: 'searchImages', searchable: true, skipCredentialsCheckInRLC: true },
          },
          {
            displayName: 'By ID',
            name: 'id',
            type: 'string',
            placeholder: 'e.g. 01hqb8gcpef1y8fbp560hyjc1x',
            validation: [
              {
                type: 'regex',
                properties: {
                  regex: '^\\s*[0-9A-Za-z]{26}\\s*$',
                  errorMessage: 'An ID has 26 letters and digits, as Process Image gives it',
                },
              },
            ],
          },
        ],
      },
      {
        displayName: 'Checksum',
        name: 'checksum',
        type: 'string',
        default: '={{ $json.checksum }}',
        required: true,
        placeholder: 'e.g. 79353f56524bb9e6593dbcd922e8b8021aec679ed7e618a276fc922d66c3bbeb',
        description: 'The SHA-256 of the file, 64 hexadecimal digits',
        displayOptions: { show: { by: ['checksum'] } },
      },
      {
        displayName: 'URL',
        name: 'url',
        type: 'string',
        default: '={{ $json.url }}',
        required: true,
        placeholder: 'e.g. https://example.com/photo.jpg',
        description: 'The address that the image was processed from, to the letter',
        displayOptions: { show: { by: ['url'] } },
      },
      {
        displayName: 'If Not Found',
        name: 'ifNotFound',
        type: 'options',
        noDataExpression: true,
        options: [
          { name: 'Return an Empty Item', value: 'empty', description: 'Go on with an item that holds nothing' },
          { name: 'Return an Error', value: 'error', description: 'Stop, or go on as the settings of the node say' },
        ],
        default: 'error',
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
            displayName: 'Wait Until Processed',
            name: 'wait',
            type: 'boolean',
            default: false,
            description: 'Whether to wait for an image that is still pending',
          },
          {
            displayName: 'Wait at Most (Seconds)',
            name: 'waitSeconds',
            type: 'number',
            default: 60,
            typeOptions: { minValue: 1 },
            description: 'After this time the record is returned as it is',
          },
        ],
      },
    ],
  };

  methods = { listSearch: { searchImages } };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return [await getItems(this)];
  }
}
