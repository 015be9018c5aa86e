/** A parsed query as `jql/parse` answers it. */
import type { Clause, Field, Jast, Operand, Predicate } from '@atlaskit/jql-ast';

type Json = Record<string, unknown>;

export function queryStructure(jast: Jast): Json {
  const { where, orderBy } = jast.query ?? {};
  return {
    ...(where && { where: clauseStructure(where) }),
    ...(orderBy && {
      orderBy: {
        fields: orderBy.fields.map((by) => ({
          field: fieldStructure(by.field),
          ...(by.direction && { direction: by.direction.value.toLowerCase() }),
        })),
      },
    }),
  };
}

function clauseStructure(clause: Clause): Json {
  if (clause.clauseType === 'compound')
    return { clauses: clause.clauses.map(clauseStructure), operator: clause.operator.value };
  if (clause.clauseType === 'not') return { clauses: [clauseStructure(clause.clause)], operator: 'not' };
  const operator = clause.operator?.value;
  const base = { field: fieldStructure(clause.field), operator };
  const predicates = clause.predicates.map(predicateStructure);
  if (operator === 'changed') return { ...base, predicates };
  const operand = clause.operand ? operandStructure(clause.operand) : {};
  return operator?.startsWith('was') ? { ...base, operand, predicates } : { ...base, operand };
}

function fieldStructure(field: Field): Json {
  const properties = (field.properties ?? []).map((property) => ({
    entity: 'issue',
    key: property.key?.value,
    path: (property.path ?? []).map((part) => part.value.replace(/^\./, '')).join('.'),
  }));
  return { name: field.value, encodedName: field.text, ...(properties.length > 0 && { property: properties }) };
}

function operandStructure(operand: Operand): Json {
  switch (operand.operandType) {
    case 'keyword':
      return { keyword: operand.value };
    case 'list':
      return { values: operand.values.map(operandStructure) };
    case 'function':
      return {
        function: operand.function.value,
        arguments: operand.arguments.map((argument) => argument.value),
        encodedOperand: `${operand.function.text}(${operand.arguments.map((argument) => argument.text).join(', ')})`,
      };
    case 'value':
      return { value: operand.value, encodedValue: operand.text };
  }
}

function predicateStructure(predicate: Predicate): Json {
  return {
    operator: predicate.operator.value,
    ...(predicate.operand && { operand: operandStructure(predicate.operand) }),
  };
}
