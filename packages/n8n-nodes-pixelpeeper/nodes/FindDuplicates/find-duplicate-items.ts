import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { throwIfCancelled } from '../../src/cancellation';
import type { DuplicateReport, ImageRecord, SearchProgress, Sensitivity } from '../../src/core-types';
import { openLocalService, type LocalService } from '../../src/image-service';
import { limitsOf } from '../../src/parameters';
import { createProgressLog } from '../../src/progress-log';
import { warnOfQueueMode } from '../../src/queue-mode';
import { failedItem } from '../../src/words/failed-item';
import { itemError } from '../../src/words/failure';
import { comparedItem, itemOfSource, type ComparedItem } from './compared-items';
import { keepRule } from './keep-rule';
import { presentGroup, presentItem, type PresentOptions } from './present-verdicts';
import { groupsOf, verdictsOf, type Group, type Verdict } from './verdicts';

interface Options {
  readonly allow?: string | object;
  readonly field?: string;
  readonly maxMegabytes?: number;
  readonly maxMegapixels?: number;
  readonly timeoutSeconds?: number;
}

/** The items as the outputs Unique and Duplicates. An item that failed stands among the unique ones: it must not be thrown away. */
export async function findDuplicateItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
  const items = context.getInputData();
  const options = context.getNodeParameter('options', 0, {}) as Options;
  const failed = new Map<number, INodeExecutionData>();
  const compared = readItems(context, limitsOf(options).maxBytes, failed);
  warnOfQueueMode(context);
  try {
    const service = await openLocalService(context);
    const report = await search(context, service, compared);
    const groups = await groupsOf(report, chooseBy(context, service, { compared, report }));
    const verdicts = verdictsOf(report, groups, items.length);
    hint(context, groups, report);
    return await present(context, { report, groups, verdicts, failed, compared, service });
  } catch (error) {
    throwIfCancelled(context);
    throw itemError(context, error, 0);
  }
}

function readItems(
  context: IExecuteFunctions,
  maxBytes: number | undefined,
  failed: Map<number, INodeExecutionData>,
): Map<number, ComparedItem> {
  const compared = new Map<number, ComparedItem>();
  for (const itemIndex of context.getInputData().keys())
    try {
      compared.set(itemIndex, comparedItem(context, itemIndex, maxBytes));
    } catch (error) {
      failed.set(itemIndex, failedItem(context, error, itemIndex));
    }
  return compared;
}

async function search(
  context: IExecuteFunctions,
  service: LocalService,
  compared: ReadonlyMap<number, ComparedItem>,
): Promise<DuplicateReport> {
  const options = context.getNodeParameter('options', 0, {}) as Options;
  const compareWith = context.getNodeParameter('compareWith', 0) as string;
  const dataset = (context.getNodeParameter('dataset', 0, '') as string).trim();
  const log = createProgressLog(context.logger, context.getNode().name);
  const images = [...compared.values()];
  return service.findDuplicates(
    {
      ...limitsOf(options),
      images: images.map(({ image }) => image),
      among: compareWith !== 'stored',
      stored:
        compareWith === 'incoming'
          ? null
          : { dataset: dataset || undefined, except: images.flatMap(({ recordId }) => recordId ?? []) },
      sensitivity: context.getNodeParameter('sensitivity', 0) as Sensitivity,
      allow: allowList(options.allow),
    },
    {
      read: (source) => compared.get(itemOfSource(source) ?? -1)!.read(),
      onProgress: (progress) => log(progressLine(progress, images.length)),
      signal: context.getExecutionCancelSignal(),
    },
  );
}

/** A JSON field gives its text, or an expression's value. */
function allowList(value: Options['allow']): string | undefined {
  if (value === undefined || value === '') return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function progressLine({ phase, done, total }: SearchProgress, count: number): string {
  return phase === 'reading' ? `${done} images read, of ${count} items` : `compared ${done} of ${total ?? '?'}`;
}

/** Rules that go by metadata look a member's record up, and process its image where there is none yet. */
function chooseBy(
  context: IExecuteFunctions,
  service: LocalService,
  { compared, report }: { readonly compared: ReadonlyMap<number, ComparedItem>; readonly report: DuplicateReport },
): ReturnType<typeof keepRule> {
  return keepRule(context.getNodeParameter('keep', 0) as string, async (source): Promise<ImageRecord | undefined> => {
    throwIfCancelled(context);
    const checksum = report.images[source]?.checksum;
    const known = checksum === undefined ? [] : await service.findByChecksum(checksum);
    const described = known.find(({ metadata }) => metadata !== null);
    const item = compared.get(itemOfSource(source) ?? -1);
    if (described || !item) return described;
    const { url } = item.image;
    return service.process(url === undefined ? { bytes: await item.read() } : { url }, {});
  });
}

function hint(context: IExecuteFunctions, groups: readonly Group[], { unreadable }: DuplicateReport): void {
  const copies = groups.reduce((count, { members }) => count + members.length - 1, 0);
  const unread = unreadable.filter(({ source }) => itemOfSource(source) !== undefined).length;
  const message = [
    copies === 0
      ? 'No duplicates were found.'
      : `${counted(copies, 'duplicate')} in ${counted(groups.length, 'group')} ${copies === 1 ? 'was' : 'were'} found.`,
    ...(unread === 0 ? [] : [`${counted(unread, 'image')} could not be read: see the field error.`]),
  ].join(' ');
  context.addExecutionHints({ message, location: 'outputPane' });
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

interface Findings {
  readonly report: DuplicateReport;
  readonly groups: readonly Group[];
  readonly verdicts: readonly Verdict[];
  readonly failed: ReadonlyMap<number, INodeExecutionData>;
  readonly compared: ReadonlyMap<number, ComparedItem>;
  readonly service: LocalService;
}

async function present(context: IExecuteFunctions, findings: Findings): Promise<INodeExecutionData[][]> {
  const { report, groups, verdicts, failed } = findings;
  const { field = 'duplicate' } = context.getNodeParameter('options', 0, {}) as Options;
  const options: PresentOptions = {
    field,
    isSimple: context.getNodeParameter('simplify', 0, true) as boolean,
    nameOf: await namesOf(findings),
  };
  const isGrouped = context.getNodeParameter('output', 0) === 'groups';
  const unique: INodeExecutionData[] = [];
  const duplicates: INodeExecutionData[] = isGrouped
    ? groups.map((group) => presentGroup(group, report.pairs, options))
    : [];
  for (const [itemIndex, item] of context.getInputData().entries()) {
    const verdict = verdicts[itemIndex]!;
    const failure = failed.get(itemIndex);
    if (failure) unique.push(failure);
    else if (verdict.kind === 'unreadable') unique.push(failedItem(context, verdict, itemIndex));
    else if (verdict.kind !== 'duplicate') unique.push(presentItem(item, itemIndex, verdict, options));
    else if (!isGrouped) duplicates.push(presentItem(item, itemIndex, verdict, options));
  }
  return [unique, duplicates];
}

/** Names of the items, and of the stored records that items are copies of. */
async function namesOf({ groups, compared, service }: Findings): Promise<PresentOptions['nameOf']> {
  const names = new Map<string, string>();
  for (const source of groups.flatMap(({ members }) => members)) {
    const item = itemOfSource(source);
    if (item === undefined) names.set(source, await storedName(service, source.slice('record:'.length)));
    else names.set(source, compared.get(item)!.name);
  }
  return (source) => names.get(source) ?? source;
}

async function storedName(service: LocalService, id: string): Promise<string> {
  const record = await service.get(id);
  return record?.url ?? record?.filename ?? id;
}
