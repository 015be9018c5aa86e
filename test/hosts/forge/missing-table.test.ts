import { ForgeSQLAPIError } from '@forge/sql';
import { isTableMissing } from '../../../src/hosts/forge/missing-table';

const details = { status: 400, statusText: 'Bad Request' };
const sqlError = (debug: object, message = 'Unknown SQL execution error', code = 'SQL_EXECUTION_ERROR') =>
  // The platform sends `debug` beside the code; the SDK moves it into the context.
  new ForgeSQLAPIError(details, { code, message, debug } as ConstructorParameters<typeof ForgeSQLAPIError>[1]);

test.each([
  ['the number of the failure', sqlError({ errno: 1146 }), true],
  ['the code of the failure', sqlError({ code: 'ER_NO_SUCH_TABLE' }), true],
  ['the code itself', sqlError({}, 'no', 'ER_NO_SUCH_TABLE'), true],
  ['another failure that quotes the number', sqlError({ errno: 1062, sqlMessage: "Duplicate entry '1146'" }), false],
  ['another error whose text has the number', new Error('PAY-1146 could not be read'), false],
  ['a text', '1146 ER_NO_SUCH_TABLE', false],
])('whether a table is missing is told by %s', (_by, failure, expected) => {
  expect(isTableMissing(failure)).toBe(expected);
});
