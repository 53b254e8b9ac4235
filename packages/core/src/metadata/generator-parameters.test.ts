import { describe, expect, it } from '@jest/globals';

import { UNKNOWN_PARAMETERS } from './generator.ts';
import { generatorParameters } from './generator-parameters.ts';

const png = (tags: Readonly<Record<string, string>>): unknown => generatorParameters({ PNG: tags });

describe('generatorParameters', () => {
  describe('of Stable Diffusion', () => {
    const of = (Parameters: string): unknown => png({ Parameters });

    it('reads the text of the Web UI', () => {
      const text = [
        'a cat, (fluffy:1.2), <lora:fur:0.8>',
        'on a mat',
        'Negative prompt: dog, blurry,',
        'text',
        'Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7.5, Seed: 965400086, Size: 512x768, Model hash: 6ce0161689, Model: v1-5-pruned, Lora hashes: "fur: 1a2b, old: 3c4d", Version: v1.7.0',
      ].join('\n');
      expect(of(text)).toEqual({
        tool: 'Stable Diffusion',
        source: 'PNG:Parameters',
        prompt: 'a cat, (fluffy:1.2), <lora:fur:0.8>\non a mat',
        negative_prompt: 'dog, blurry,\ntext',
        model: 'v1-5-pruned',
        seed: '965400086',
        steps: 20,
        sampler: 'DPM++ 2M Karras',
        cfg_scale: 7.5,
        parameters: {
          Size: '512x768',
          'Model hash': '6ce0161689',
          'Lora hashes': 'fur: 1a2b, old: 3c4d',
          Version: 'v1.7.0',
        },
      });
    });

    it('reads it without a negative prompt, and without any', () => {
      expect(of('a cat\nSteps: 20, Seed: 1')).toMatchObject({ prompt: 'a cat', negative_prompt: null, seed: '1' });
      expect(of('Negative prompt: dog\nSteps: 20')).toMatchObject({ prompt: null, negative_prompt: 'dog', steps: 20 });
      expect(of('Steps: 20')).toEqual({
        ...UNKNOWN_PARAMETERS,
        tool: 'Stable Diffusion',
        source: 'PNG:Parameters',
        steps: 20,
      });
    });

    it('keeps settings of any name, quotation marks without an end too', () => {
      expect(of('a\nSteps: 1, __proto__: 2, Hires upscaler: "4x, b')).toMatchObject({ steps: 1 });
      const { parameters } = of('a\nSteps: 1, Note: "4x, Tail: b') as { parameters: object };
      expect(parameters).toEqual({ Note: '"4x', Tail: 'b' });
    });

    it('takes other comments for none', () => {
      for (const text of ['', 'a cat', 'Three Steps: 1', 'Steps: many']) expect(of(text)).toBeNull();
      expect(of('x'.repeat(1_000_001) + '\nSteps: 1')).toBeNull();
    });

    it('is done soon with a text that is made to take long', () => {
      expect(of(`Steps: 1, ${'a"'.repeat(200_000)}`)).toMatchObject({ steps: 1 });
      expect(of(`Steps: 1, ${'a: "'.repeat(200_000)}`)).toMatchObject({ steps: 1 });
      expect(of('\nSteps:'.repeat(100_000))).toBeNull();
    });
  });

  describe('of ComfyUI', () => {
    const of = (graph: unknown): unknown => png({ Prompt: typeof graph === 'string' ? graph : JSON.stringify(graph) });
    const DEFAULT = {
      '3': {
        class_type: 'KSampler',
        inputs: {
          ...{ seed: 156680208700286, steps: 20, cfg: 8, sampler_name: 'euler', scheduler: 'normal', denoise: 1 },
          ...{ model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0] },
        },
      },
      '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'v1-5.safetensors' } },
      '5': { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 512, batch_size: 1 } },
      '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a bottle', clip: ['4', 1] } },
      '7': { class_type: 'CLIPTextEncode', inputs: { text: 'watermark', clip: ['4', 1] } },
    };
    const READ = {
      tool: 'ComfyUI',
      source: 'PNG:Prompt',
      prompt: 'a bottle',
      negative_prompt: 'watermark',
      model: 'v1-5.safetensors',
      seed: '156680208700286',
      steps: 20,
      sampler: 'euler',
      cfg_scale: 8,
      parameters: { scheduler: 'normal' },
    };

    it('reads the graph it starts with', () => expect(of(DEFAULT)).toEqual(READ));

    it('keeps every digit of a seed', () => {
      const text = JSON.stringify(DEFAULT).replace('156680208700286', '18446744073709551615');
      expect(of(text)).toEqual({ ...READ, seed: '18446744073709551615' });
    });

    it('follows links through other nodes: a text from elsewhere, a LoRA before the model', () => {
      const graph = {
        ...DEFAULT,
        '3': { ...DEFAULT['3'], inputs: { ...DEFAULT['3'].inputs, model: ['10', 0], positive: ['11', 0] } },
        '6': { class_type: 'CLIPTextEncode', inputs: { text: ['12', 0], clip: ['10', 1] } },
        '10': { class_type: 'LoraLoader', inputs: { lora_name: 'fur', model: ['4', 0], clip: ['4', 1] } },
        '11': { class_type: 'ControlNetApply', inputs: { strength: 1, conditioning: ['6', 0] } },
        '12': { class_type: 'PrimitiveString', inputs: { value: 'a bottle' } },
      };
      expect(of(graph)).toEqual(READ);
    });

    it('reads a graph whose sampler has its parts from other nodes', () => {
      const graph = {
        '1': { class_type: 'UNETLoader', inputs: { unet_name: 'flux1-dev' } },
        '2': { class_type: 'CLIPTextEncode', inputs: { text: 'a fox', clip: ['9', 0] } },
        '3': { class_type: 'BasicGuider', inputs: { model: ['1', 0], conditioning: ['2', 0] } },
        '4': { class_type: 'RandomNoise', inputs: { noise_seed: 7 } },
        '5': { class_type: 'KSamplerSelect', inputs: { sampler_name: 'euler' } },
        '6': { class_type: 'BasicScheduler', inputs: { scheduler: 'simple', steps: 8, model: ['1', 0] } },
        '7': {
          class_type: 'SamplerCustomAdvanced',
          inputs: { noise: ['4', 0], guider: ['3', 0], sampler: ['5', 0], sigmas: ['6', 0] },
        },
      };
      expect(of(graph)).toEqual({
        ...READ,
        prompt: 'a fox',
        negative_prompt: null,
        model: 'flux1-dev',
        seed: '7',
        steps: 8,
        cfg_scale: null,
        parameters: { scheduler: 'simple' },
      });
    });

    it('takes a negative that was set to zero for none', () => {
      const graph = {
        ...DEFAULT,
        '3': { ...DEFAULT['3'], inputs: { ...DEFAULT['3'].inputs, negative: ['8', 0] } },
        '8': { class_type: 'ConditioningZeroOut', inputs: { conditioning: ['6', 0] } },
      };
      expect(of(graph)).toEqual({ ...READ, negative_prompt: null });
    });

    it('reads what it puts into the EXIF data of a WebP', () => {
      const metadata = { EXIF: { Model: `prompt:${JSON.stringify(DEFAULT)}` } };
      expect(generatorParameters(metadata)).toEqual({ ...READ, source: 'EXIF:Model' });
    });

    it('ends in a graph that leads back to itself, and takes what is no graph for none', () => {
      const circle = {
        '1': { class_type: 'KSampler', inputs: { model: ['2', 0], positive: ['1', 0] } },
        '2': { inputs: { model: ['1', 0] } },
      };
      expect(of(circle)).toMatchObject({ tool: 'ComfyUI', prompt: null, model: null });
      for (const text of ['', '{', '[]', '{"a":1}', '{"1":{"class_type":"KSampler"', '{"1":null}', 'a cat'])
        expect(of(text)).toBeNull();
      expect(of(`{"a":${'['.repeat(400_000)}${']'.repeat(400_000)}}`)).toBeNull();
      expect(of('{"__proto__":{"class_type":"KSampler","inputs":{"steps":5}}}')).toMatchObject({ steps: 5 });
    });
  });

  describe('of InvokeAI', () => {
    it('reads what it writes since version 3', () => {
      const written = {
        ...{ app_version: '3.3.0', generation_mode: 'txt2img', positive_prompt: 'a fox', negative_prompt: 'snow' },
        ...{ width: 768, height: 432, seed: 356120443, steps: 50, cfg_scale: 7.5, scheduler: 'dpmpp_2m_sde_k' },
        ...{ model: { model_name: 'sd-1-5', base_model: 'sd-1' }, loras: [], seamless_x: false },
      };
      const read = {
        ...{ tool: 'InvokeAI', source: 'PNG:Invokeai_metadata', prompt: 'a fox', negative_prompt: 'snow' },
        ...{ model: 'sd-1-5', seed: '356120443', steps: 50, sampler: 'dpmpp_2m_sde_k', cfg_scale: 7.5 },
        parameters: {
          ...{ app_version: '3.3.0', generation_mode: 'txt2img', width: '768', height: '432', seamless_x: 'false' },
        },
      };
      expect(png({ Invokeai_metadata: JSON.stringify(written) })).toEqual(read);
      const newer = { ...written, model: { key: '1a2b', name: 'flux', type: 'main' }, negative_prompt: '' };
      const found = png({ Invokeai_metadata: JSON.stringify(newer) });
      expect(found).toEqual({ ...read, model: 'flux', negative_prompt: null });
    });

    it('reads what version 2 wrote, the negative prompt in brackets', () => {
      const image = {
        ...{ steps: 50, cfg_scale: 7.5, height: 512, seed: 3561693215, sampler: 'k_lms', variations: [] },
        prompt: [{ prompt: 'a fox [snow, ice] at dusk', weight: 1 }],
      };
      const of = (prompt: unknown): unknown =>
        png({ 'Sd-metadata': JSON.stringify({ model_weights: 'sd-1.5', image: { ...image, prompt } }) });
      const read = {
        ...{ tool: 'InvokeAI', source: 'PNG:Sd-metadata', prompt: 'a fox at dusk', negative_prompt: 'snow, ice' },
        ...{ model: 'sd-1.5', seed: '3561693215', steps: 50, sampler: 'k_lms', cfg_scale: 7.5 },
        parameters: { height: '512' },
      };
      expect(of(image.prompt)).toEqual(read);
      expect(of('a fox')).toEqual({ ...read, prompt: 'a fox', negative_prompt: null });
      expect(of({})).toEqual({ ...read, prompt: null, negative_prompt: null });
    });

    it('takes what is no JSON of its kind for none', () => {
      for (const text of ['', '[]', '{"image":', 'a fox']) expect(png({ Invokeai_metadata: text })).toBeNull();
      for (const text of ['{}', '{"image":"a.png"}', '[1]']) expect(png({ 'Sd-metadata': text })).toBeNull();
    });

    it('is done soon with a prompt that is made to take long', () => {
      const prompt = '['.repeat(400_000);
      expect(png({ 'Sd-metadata': JSON.stringify({ image: { prompt, seed: 7 } }) })).toMatchObject({ seed: '7' });
    });
  });

  describe('of Midjourney', () => {
    const JOB = 'Job ID: 0c2f1e3a-1b2c-4d5e-8f90-123456789abc';

    it('reads its description', () => {
      const Description = `a lighthouse, oil painting --ar 16:9 --no people, boats --seed 12 --raw --v 6.1 ${JOB}`;
      const read = {
        ...UNKNOWN_PARAMETERS,
        tool: 'Midjourney',
        prompt: 'a lighthouse, oil painting',
        negative_prompt: 'people, boats',
        model: '6.1',
        seed: '12',
        parameters: { ar: '16:9', no: 'people, boats', seed: '12', raw: '', v: '6.1', job_id: JOB.slice(8) },
      };
      expect(png({ Description })).toEqual({ ...read, source: 'PNG:Description' });
      expect(generatorParameters({ XMP: { Description } })).toEqual({ ...read, source: 'XMP:Description' });
    });

    it('takes a description without a job for none', () => {
      expect(png({ Description: 'a lighthouse --v 6' })).toBeNull();
      expect(png({ Description: `${'x'.repeat(20_000)} ${JOB}` })).toBeNull();
    });
  });
});
