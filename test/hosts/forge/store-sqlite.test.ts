import { openSqlite } from '../../../src/hosts/local/platform/sql/sqlite-engine';
import { storeContract } from './store-contract';

describe('Storage on the embedded engine', () => {
  storeContract(() => Promise.resolve(openSqlite()));
});
