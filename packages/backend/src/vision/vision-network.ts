import { NativeTensor } from '../onnx/native-tensor.ts';
import { RunOptions } from '../onnx/run-options.ts';
import { addresses, integers, type OnnxRuntime } from '../onnx/runtime.ts';
import { Session } from '../onnx/session.ts';
import type { Sight, Thing } from './describe-sight.ts';
import type { VisionConfig } from './vision-config.ts';

const INPUTS = ['pixels'];
const OUTPUTS = ['scores', 'places', 'names', 'colours', 'background'] as const;

/** Rejects with the runtime's error text when the file is no graph that can be run. */
export async function openVisionNetwork(
  runtime: OnnxRuntime,
  { file, config }: { readonly file: string; readonly config: VisionConfig },
): Promise<VisionNetwork> {
  const session = await Session.open(runtime, {
    file,
    inputs: INPUTS,
    outputs: OUTPUTS,
    threads: 1,
    spinning: false,
  });
  return new VisionNetwork(runtime, session, config);
}

/** A small network that finds things in a picture, on a thread of its own for each run. */
export class VisionNetwork {
  readonly #runtime: OnnxRuntime;
  readonly #session: Session;
  readonly #options: RunOptions;
  readonly #config: VisionConfig;
  readonly #looks = new Set<Promise<Sight>>();

  constructor(runtime: OnnxRuntime, session: Session, config: VisionConfig) {
    this.#runtime = runtime;
    this.#session = session;
    this.#options = new RunOptions(runtime);
    this.#config = config;
  }

  /** `pixels` as `decodeImage` gives them. */
  look(pixels: Float32Array<ArrayBuffer>): Promise<Sight> {
    const look = this.#run(pixels).finally(() => this.#looks.delete(look));
    this.#looks.add(look);
    return look;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#looks);
    this.#session.release();
    this.#options.release();
  }

  async #run(pixels: Float32Array<ArrayBuffer>): Promise<Sight> {
    const { imageSize, mostThings } = this.#config;
    const found: Found = {
      scores: new Float32Array(new ArrayBuffer(4 * mostThings)),
      places: integers(mostThings),
      names: integers(mostThings),
      colours: integers(mostThings),
      background: integers(1),
    };
    const picture = new NativeTensor(this.#runtime, pixels, 'float32', [imageSize, imageSize, 3]);
    const given = OUTPUTS.map((output) => {
      const values = found[output];
      const type = values instanceof Float32Array ? 'float32' : 'int64';
      return new NativeTensor(this.#runtime, values, type, [values.length]);
    });
    try {
      const [inputs, outputs] = [addresses(1), addresses(given.length)];
      inputs[0] = picture.address;
      for (const [place, tensor] of given.entries()) outputs[place] = tensor.address;
      await this.#session.run({ inputs, outputs }, this.#options);
      return sightOf(found, this.#config);
    } finally {
      for (const tensor of [picture, ...given]) tensor.release();
    }
  }
}

/** What the graph gives: things best first, and as numbers what the configuration names. */
interface Found {
  readonly scores: Float32Array;
  readonly places: BigInt64Array;
  readonly names: BigInt64Array;
  readonly colours: BigInt64Array;
  readonly background: BigInt64Array;
}

function sightOf(found: Found, config: VisionConfig): Sight {
  const columns = config.imageSize / config.cellSize;
  const colour = (values: BigInt64Array, place: number) => config.colours[Number(values[place])]!;
  const things: Thing[] = [];
  for (const [place, score] of found.scores.entries()) {
    if (score < config.threshold) break;
    const cell = Number(found.places[place]);
    things.push({
      name: config.names[Number(found.names[place])]!,
      colour: colour(found.colours, place),
      column: cell % columns,
      row: Math.floor(cell / columns),
    });
  }
  return { things, background: colour(found.background, 0) };
}
