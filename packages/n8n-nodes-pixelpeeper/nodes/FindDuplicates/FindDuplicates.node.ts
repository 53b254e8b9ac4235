import {
  NodeConnectionTypes,
  type IExecuteFunctions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
} from 'n8n-workflow';

import { DATASET, INPUT, LIMITS, SIMPLIFY, STORE, URL_OF_IMAGE } from '../../src/parameters';
import { findDuplicateItems } from './find-duplicate-items';

export class FindDuplicates implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Find Duplicates',
    name: 'findDuplicates',
    icon: { light: 'file:../../icons/find-duplicates.svg', dark: 'file:../../icons/find-duplicates.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle:
      '={{ { incoming: "among the items", stored: "against stored images", both: "among items and stored" }[$parameter["compareWith"]] }}',
    description: 'Find images that are the same: identical, resized, cropped, recoloured, rotated, with overlays',
    defaults: { name: 'Find Duplicates' },
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
    outputNames: ['Unique', 'Duplicates'],
    usableAsTool: true,
    credentials: [{ name: 'postgres', required: true, displayOptions: { show: { store: ['postgres'] } } }],
    properties: [
      {
        displayName: 'Compare With',
        name: 'compareWith',
        type: 'options',
        noDataExpression: true,
        options: [
          { name: 'Both', value: 'both', description: 'The other items, and the images processed before' },
          { name: 'Other Items', value: 'incoming', description: 'The items that come in now, among themselves' },
          { name: 'Stored Images', value: 'stored', description: 'The images that Process Image has stored' },
        ],
        default: 'incoming',
      },
      STORE,
      {
        ...DATASET,
        displayName: 'Stored Dataset',
        description: 'Name of the dataset to compare with; empty for all stored images',
        displayOptions: { show: { compareWith: ['stored', 'both'] } },
      },
      {
        ...INPUT,
        description:
          'Where the image of each item is. An item from Process Image is known by its record and not read again.',
      },
      URL_OF_IMAGE,
      {
        displayName: 'Input Binary Field',
        name: 'binaryField',
        type: 'string',
        default: '',
        placeholder: 'e.g. data',
        hint: 'The name of the field with the file; empty for the first one',
        displayOptions: { show: { input: ['auto', 'binary'] } },
      },
      {
        displayName: 'Sensitivity',
        name: 'sensitivity',
        type: 'options',
        options: [
          {
            name: 'Balanced',
            value: 'balanced',
            description: 'Crops, tilts, overlays, borders and screenshots as well',
          },
          { name: 'Strict', value: 'strict', description: 'Copies of whole pictures that leave no doubt; the fastest' },
          { name: 'Thorough', value: 'thorough', description: 'Doubtful pairs too: look before you delete' },
        ],
        default: 'balanced',
        description: 'How much alike images must be',
      },
      {
        displayName: 'Keep',
        name: 'keep',
        type: 'options',
        options: [
          {
            name: 'Best Metadata',
            value: 'bestMetadata',
            description: 'The one that says the most of time, place, camera and rights',
          },
          { name: 'First', value: 'first', description: 'The one that comes first' },
          {
            name: 'Largest',
            value: 'largest',
            description: 'The one with the most pixels, without border, off no screenshot, with its colours',
          },
          { name: 'Oldest', value: 'oldest', description: 'The one that was taken first, by its metadata' },
        ],
        default: 'largest',
        description: 'Which image of a group of duplicates is the one to keep. A stored image is always kept.',
      },
      {
        displayName: 'Output',
        name: 'output',
        type: 'options',
        noDataExpression: true,
        options: [
          { name: 'One Item per Duplicate', value: 'items', description: 'Every duplicate, with what it is a copy of' },
          { name: 'One Item per Group', value: 'groups', description: 'Every group of duplicates, with its members' },
        ],
        default: 'items',
        description: 'What the output Duplicates gives',
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
            displayName: 'Allow List',
            name: 'allow',
            type: 'json',
            default: '[]',
            placeholder: 'e.g. [{ "a": "SHA-256", "b": "SHA-256", "reason": "before and after" }]',
            description: 'Pairs that are not to be reported, by the checksums of their files, each with a reason',
          },
          ...LIMITS,
          {
            displayName: 'Output Field',
            name: 'field',
            type: 'string',
            default: 'duplicate',
            placeholder: 'e.g. duplicate',
            description: 'Name of the field in which the result is added to each item',
          },
        ],
      },
    ],
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    return findDuplicateItems(this);
  }
}
