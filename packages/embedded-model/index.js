import { fileURLToPath } from 'node:url';

export const modelFolder = fileURLToPath(new URL('.', import.meta.url));
export const modelId = 'antiphon-embedded';
