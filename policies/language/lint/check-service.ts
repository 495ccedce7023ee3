import { NAMED_VALUE_NAME } from '../reference/limits';
import type { ApiModel, OperationModel, ServiceModel } from '../service/model';
import { Findings, type Finding } from './finding';
import type { RuleId } from './rules';

const LONGEST_VALUE = 4096;

/** Breaches that no single document shows: operations, paths, names, and what could not be read. */
export function checkService(service: ServiceModel): readonly Finding[] {
  const { apis, namedValues, fragments, backends, loggers } = service;
  return [
    ...service.unreadable.flatMap(({ address, reason, fix }) => report('AMG090', address, `${reason}.`, `${fix}.`)),
    ...checkPaths(apis),
    ...apis.flatMap(({ operations }) => [
      ...unique(operations, signature, 'AMG080', (key) => `The operation ${key} exists already in this API.`),
      ...unique(
        operations,
        ({ operationId }) => operationId,
        'AMG083',
        (key) => `The operation id "${key}" is taken.`,
      ),
      ...operations.flatMap(checkTemplate),
    ]),
    ...unique(
      namedValues,
      ({ displayName }) => displayName,
      'AMG083',
      (key) => `The display name "${key}" is taken.`,
    ),
    ...namedValues.flatMap(({ address, displayName, value }) => checkNamedValue(address, displayName, value)),
    ...unique(
      fragments,
      ({ name }) => name,
      'AMG083',
      (key) => `The fragment name "${key}" is taken.`,
    ),
    ...unique(
      backends,
      ({ name }) => name,
      'AMG083',
      (key) => `The backend name "${key}" is taken.`,
    ),
    ...unique(
      loggers,
      ({ name }) => name,
      'AMG083',
      (key) => `The logger name "${key}" is taken.`,
    ),
  ];
}

/** Revisions of one API share its path, and so do versions. */
function checkPaths(apis: readonly ApiModel[]): readonly Finding[] {
  const owners = new Map<string, ApiModel>();
  return apis.flatMap((api) => {
    if (api.path === undefined) return [];
    const key = `${api.path.toLowerCase()} ${api.version ?? ''}`;
    const owner = owners.get(key) ?? api;
    owners.set(key, owner);
    const isRevision = owner.name === api.name && owner.revision !== api.revision;
    if (owner === api || isRevision) return [];
    const message = `The path "${api.path}" belongs to ${owner.address}.`;
    return report('AMG081', api.address, message, 'give the API another path, or a version.');
  });
}

/** Azure tells templates apart by their segments; the names of parameters do not count. */
function signature({ method, urlTemplate }: OperationModel): string | undefined {
  if (method === undefined || urlTemplate === undefined) return undefined;
  return `${method.toUpperCase()} ${urlTemplate.replace(/\{[^}]*\}/g, '{}')}`;
}

function checkTemplate({ address, urlTemplate, templateParameters }: OperationModel): readonly Finding[] {
  if (urlTemplate === undefined) return [];
  const used = [...urlTemplate.matchAll(/\{\*?([^}]*)\}/g)].map(([, name = '']) => name);
  const declared = templateParameters.map((name) => name.replace(/^\*/, ''));
  return [
    ...used
      .filter((name) => !declared.includes(name))
      .flatMap((name) =>
        report(
          'AMG082',
          address,
          `The URL template names {${name}}, which is not declared.`,
          'add a template_parameter.',
        ),
      ),
    ...declared
      .filter((name) => !used.includes(name))
      .flatMap((name) =>
        report(
          'AMG082',
          address,
          `The template parameter "${name}" is not in the URL template "${urlTemplate}".`,
          'delete it, or add it to the URL template.',
        ),
      ),
  ];
}

function checkNamedValue(address: string, name: string | undefined, value: string | undefined): readonly Finding[] {
  return [
    ...(name === undefined || NAMED_VALUE_NAME.test(name)
      ? []
      : report(
          'AMG084',
          address,
          `The display name "${name}" is not allowed.`,
          'use 1 to 256 letters, digits, ".", "-" and "_".',
        )),
    ...(value === undefined || (value.length >= 1 && value.length <= LONGEST_VALUE)
      ? []
      : report(
          'AMG084',
          address,
          `The value has ${value.length} characters.`,
          `give it 1 to ${LONGEST_VALUE} characters.`,
        )),
    // A named value is pasted once; what it holds is not looked at again.
    ...(value === undefined || !/\{\{[\w.-]+\}\}/.test(value)
      ? []
      : report('AMG084', address, 'The value names another named value.', 'write that value itself.')),
  ];
}

function unique<T extends { readonly address: string }>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
  rule: RuleId,
  message: (key: string) => string,
): readonly Finding[] {
  const owners = new Map<string, string>();
  return items.flatMap((item) => {
    const key = keyOf(item);
    if (key === undefined) return [];
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, item.address);
    return owner === undefined ? [] : report(rule, item.address, message(key), `rename it; ${owner} has it.`);
  });
}

function report(rule: RuleId, address: string, message: string, fix: string): readonly Finding[] {
  const findings = new Findings(address);
  findings.add(rule, {}, message, fix);
  return findings.list;
}
