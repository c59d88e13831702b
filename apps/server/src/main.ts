import { readConfig } from './config.ts';
import { reportFault } from './report-fault.ts';
import { serveUntilSignal } from './serve.ts';

try {
  await serveUntilSignal(readConfig(process.env), console.log);
} catch (fault) {
  reportFault(fault);
}
