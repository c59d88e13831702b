export {
  type NewResponse,
  type ResponseKey,
  type ResponseStore,
  StoreError,
} from './response-store.ts';
export { openSqliteStore } from './sqlite/store.ts';
