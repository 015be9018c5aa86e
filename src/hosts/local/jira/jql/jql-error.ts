/** A query that cannot be answered, in Jira's words; becomes `errorMessages` of a 400. */
export class JqlError extends Error {}

export function noSuchField(name: string): JqlError {
  return new JqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
}

export function noSuchValue(value: string, field: string): JqlError {
  return new JqlError(`The value '${value}' does not exist for the field '${field}'.`);
}

export function unsupportedOperator(operator: string, field: string): JqlError {
  return new JqlError(`The operator '${operator}' is not supported by the '${field}' field.`);
}

export function invalidDate(value: string, field: string): JqlError {
  return new JqlError(
    `Date value '${value}' for field '${field}' is invalid. Valid formats include: 'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format e.g. '-5d', '4w 2d'.`,
  );
}
