/** The folder that holds the model in the hub's layout: config.json, tokenizer.json, onnx/ … */
export declare const modelFolder: string;
/** The name under which the model is served. */
export declare const modelId: string;
